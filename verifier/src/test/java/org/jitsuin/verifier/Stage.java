package org.jitsuin.verifier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.verifier.ocsp.OcspPolicy;

/** The authorities of the samples, and what the tests need of them. */
public final class Stage {
  /** The time of the tests. */
  public static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");

  /** Keys are made once: they are the same for all tests. */
  public static final SampleWorld WORLD = new SampleWorld(NOW);

  /** Samples stay current for a year, which no real answer does. */
  public static final OcspPolicy LASTING =
      new OcspPolicy(
          OcspPolicy.NonceUse.WHERE_GIVEN, Duration.ofMinutes(5), Duration.ofDays(365), 1 << 16);

  private Stage() {}

  /** Returns a certificate as Java has it. */
  public static X509Certificate java(X509CertificateHolder holder) {
    try {
      return java(holder.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a certificate as Java has it. */
  public static X509Certificate java(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns who is trusted: the first keys, and what they certified. */
  public static TrustAnchors trusted() {
    return TrustAnchors.none()
        .with(CertificateKind.SIGNATURE, java(WORLD.signature().certificate()))
        .with(CertificateKind.USER_IDENTIFICATION, java(WORLD.identification().certificate()))
        .withLinks(List.of(java(WORLD.link())));
  }

  /** Returns the reason in a verdict, in a word. */
  public static String reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Revoked revoked -> revoked.reason().name();
      case Verdict.NotOurs notOurs -> notOurs.why().name();
      case Verdict.WrongKind wrong -> wrong.kind().name();
      case Verdict.CannotTell silent -> silent.why().name();
      case Verdict.Valid _, Verdict.Suspended _, Verdict.Expired _, Verdict.NotYetValid _ -> "-";
    };
  }
}

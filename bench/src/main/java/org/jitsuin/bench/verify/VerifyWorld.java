package org.jitsuin.bench.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.CrlDraft;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.ocsp.OcspPolicy;

/**
 * A certificate that is good, its authority, and what is said of it: all of RSA with 2,048 bits.
 */
final class VerifyWorld {
  private static final Duration LASTS = Duration.ofDays(365);

  /** Serial numbers of entries, none of which is the certificate's. */
  private static final BigInteger OTHERS = BigInteger.ONE.shiftLeft(120);

  private final SampleWorld world;
  private final SampleAuthority authority;
  private final X509CertificateHolder card;

  VerifyWorld(Instant now) {
    world = new SampleWorld(now);
    authority = world.signature();
    card = world.goodCard(authority);
  }

  Instant now() {
    return world.at();
  }

  X509Certificate card() {
    return java(card);
  }

  X509Certificate authority() {
    return java(authority.certificate());
  }

  TrustAnchors trusted() {
    return TrustAnchors.none().with(CertificateKind.SIGNATURE, authority());
  }

  OcspPolicy policy() {
    return new OcspPolicy(OcspPolicy.NonceUse.WHERE_GIVEN, Duration.ofMinutes(5), LASTS, 1 << 16);
  }

  /** The answer that it is good, as it is asked for today. */
  byte[] answer() {
    return world.good(authority, card.getSerialNumber());
  }

  /** The same by SHA-1, which is all that Java's own checker asks for. */
  byte[] answerBySha1() {
    return world
        .answer()
        .bySha1()
        .good(authority.certificate(), card.getSerialNumber())
        .signedBy(world.responderKey(), world.responderOf(authority));
  }

  /** A complete CRL with that many entries of others. */
  byte[] crl(long entries) {
    CrlDraft draft = world.crl(authority, 1);
    for (long i = 0; i < entries; i++) {
      draft.entry(OTHERS.add(BigInteger.valueOf(i)), now(), 4);
    }
    return draft.signedBy(authority.key());
  }

  private static X509Certificate java(X509CertificateHolder holder) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java reads what Bouncy Castle made", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

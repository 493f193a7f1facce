package org.jitsuin.ocsp.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Serial;
import org.jitsuin.testing.TestStack;

/** Certificates for relying parties that ask about whole certificates. */
public final class CardCertificates {
  private static final Duration HOUR = Duration.ofHours(1);

  private CardCertificates() {}

  /** A certificate as the Java platform has it. */
  public static X509Certificate read(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs a certificate with that serial number, valid for an hour before and after now. */
  public static X509Certificate sign(
      TestStack stack, InstantSource clock, int issuer, Serial serial) {
    try (IssuerKeys issuers = new IssuerKeys(stack, clock)) {
      Instant now = clock.instant();
      SoftwareKey key = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuers.name(issuer),
              serial.value(),
              Date.from(now.minus(HOUR)),
              Date.from(now.plus(HOUR)),
              new X500Name("CN=A holder"),
              SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()));
      return read(builder.build(new KeyContentSigner(issuers.key(issuer))).getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

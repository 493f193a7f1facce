package org.jitsuin.repository.testing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.base.model.Authority;

/** Certificates of authorities, made in software. */
final class TestCertificates {
  private TestCertificates() {}

  static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Certifies one key with another, for ten years. */
  static X509Certificate certify(Authority authority, KeyPair subject, KeyPair issuer, Instant at) {
    try {
      X500Name name = new X500Name("C=JP,O=TEST,OU=" + authority.id());
      return new JcaX509CertificateConverter()
          .getCertificate(
              new X509v3CertificateBuilder(
                      name,
                      BigInteger.valueOf(System.identityHashCode(subject) + 1L),
                      Date.from(at),
                      Date.from(at.plus(Duration.ofDays(3_650))),
                      name,
                      SubjectPublicKeyInfo.getInstance(subject.getPublic().getEncoded()))
                  .build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}

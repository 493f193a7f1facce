package org.jitsuin.base.repository;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;

/** Manifests with certificates made in software. */
final class TestManifests {
  static final Issuer FIRST = new Issuer(Authority.SIGNATURE, 1);
  static final Issuer SECOND = new Issuer(Authority.SIGNATURE, 2);
  private static final Instant AT = Instant.parse("2027-04-01T03:04:05Z");

  private TestManifests() {}

  static Manifest twoGenerations() {
    KeyPair first = keys();
    KeyPair second = keys();
    return new Manifest(
        AT.plusMillis(678),
        List.of(
            new ListedIssuer(FIRST, certificate(first, first)),
            new ListedIssuer(SECOND, certificate(second, second))),
        List.of(new ListedLink(FIRST, SECOND, certificate(second, first))),
        List.of(
            listing(
                "13221-g1",
                Optional.of(crl(17, Optional.of(new ListedDelta(12, 1, 345, sha256(2)))))),
            listing("13104-g1", Optional.of(crl(3, Optional.empty()))),
            listing("13101-g1", Optional.empty())));
  }

  static Listing listing(String id, Optional<ListedCrl> crl) {
    return new Listing(FIRST, id, Optional.of(id.substring(0, 5)), crl);
  }

  static ListedCrl crl(long number, Optional<ListedDelta> delta) {
    return new ListedCrl(number, AT, AT.plusSeconds(60), 3, 1_234, sha256(1), delta);
  }

  static Fingerprint sha256(int of) {
    return Fingerprint.of(new byte[] {(byte) of});
  }

  static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static X509Certificate certificate(KeyPair subject, KeyPair issuer) {
    try {
      X500Name name = new X500Name("CN=test");
      return new JcaX509CertificateConverter()
          .getCertificate(
              new X509v3CertificateBuilder(
                      name,
                      BigInteger.TWO,
                      Date.from(AT),
                      Date.from(AT.plusSeconds(3_600)),
                      name,
                      SubjectPublicKeyInfo.getInstance(subject.getPublic().getEncoded()))
                  .build(
                      new JcaContentSignerBuilder("SHA384withECDSA").build(issuer.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}

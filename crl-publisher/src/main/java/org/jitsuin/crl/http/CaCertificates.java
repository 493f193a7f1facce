package org.jitsuin.crl.http;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.jitsuin.base.model.Authority;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.publish.Snapshot;

/** The certificates of the authorities (RFC 5280 §4.2.2.1, RFC 2585 §4.1). */
final class CaCertificates {
  private static final String CERTIFICATE_TYPE = "application/pkix-cert";
  private static final String BUNDLE_TYPE = "application/pkcs7-mime";
  private static final Duration FRESH = Duration.ofHours(1);

  /** The certificate of the newest key generation, in DER. */
  Optional<Representation> newest(Snapshot snapshot, Authority authority) {
    return snapshot
        .newestIssuer(authority)
        .map(issuer -> Representation.of(CERTIFICATE_TYPE, der(issuer), FRESH));
  }

  /** The certificate of one key generation, in DER. */
  Optional<Representation> of(Snapshot snapshot, Authority authority, int generation) {
    return snapshot.issuers(authority).stream()
        .filter(issuer -> issuer.issuer().generation() == generation)
        .findFirst()
        .map(issuer -> Representation.of(CERTIFICATE_TYPE, der(issuer), FRESH));
  }

  /** The certificates of all key generations, as a CMS message that holds nothing else. */
  Optional<Representation> all(Snapshot snapshot, Authority authority) {
    List<CrlIssuer> issuers = snapshot.issuers(authority);
    return issuers.isEmpty()
        ? Optional.empty()
        : Optional.of(Representation.of(BUNDLE_TYPE, bundle(issuers), FRESH));
  }

  static byte[] der(CrlIssuer issuer) {
    try {
      return issuer.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  private static byte[] bundle(List<CrlIssuer> issuers) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      for (CrlIssuer issuer : issuers) {
        generator.addCertificate(new X509CertificateHolder(der(issuer)));
      }
      return generator
          .generate(new CMSAbsentContent())
          .toASN1Structure()
          .getEncoded(ASN1Encoding.DER);
    } catch (CMSException | IOException e) {
      throw new IllegalStateException("certificates that were read cannot be written", e);
    }
  }
}

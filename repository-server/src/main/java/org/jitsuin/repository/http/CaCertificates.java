package org.jitsuin.repository.http;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.repository.ListedIssuer;
import org.jitsuin.repository.content.Contents;

/**
 * The certificates of the authorities: {@code {authority}.cer} of the newest key generation, one of
 * each generation such as {@code signature-g1.cer}, the link certificates between them such as
 * {@code signature-g2-new-with-old.cer}, and all of an authority as {@code {authority}.p7c} (RFC
 * 5280 §4.2.2.1, RFC 2585 §4.1).
 */
final class CaCertificates {
  private static final String CERTIFICATE_TYPE = "application/pkix-cert";
  private static final String BUNDLE_TYPE = "application/pkcs7-mime";
  private static final String FRESH = Representation.freshFor(Duration.ofHours(1));

  private CaCertificates() {}

  /** The address of one, below the server's own. */
  static String path(String id) {
    return "/ca/" + id + ".cer";
  }

  /** Returns the certificates of an authority by address. */
  static Map<String, Representation> of(Contents contents, Authority authority) {
    Map<String, Representation> documents = new LinkedHashMap<>();
    List<X509Certificate> all = new ArrayList<>();
    for (ListedIssuer issuer : contents.issuers(authority)) {
      Representation certificate = one(issuer.certificate());
      documents.putIfAbsent(path(authority.id()), certificate);
      documents.put(path(issuer.issuer().toString()), certificate);
      all.add(issuer.certificate());
    }
    contents
        .links(authority)
        .forEach(link -> {
          documents.put(path(link.id()), one(link.certificate()));
          all.add(link.certificate());
        });
    if (!all.isEmpty()) {
      documents.put(
          "/ca/" + authority.id() + ".p7c", Representation.of(BUNDLE_TYPE, bundle(all), FRESH));
    }
    return documents;
  }

  private static Representation one(X509Certificate certificate) {
    return Representation.of(CERTIFICATE_TYPE, der(certificate), FRESH);
  }

  static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  /** A CMS message that holds certificates and nothing else. */
  private static byte[] bundle(List<X509Certificate> certificates) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      for (X509Certificate certificate : certificates) {
        generator.addCertificate(new X509CertificateHolder(der(certificate)));
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

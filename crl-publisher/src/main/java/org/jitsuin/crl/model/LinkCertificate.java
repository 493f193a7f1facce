package org.jitsuin.crl.model;

import java.security.cert.X509Certificate;
import org.jitsuin.base.model.Authority;

/**
 * A link certificate: the key of one generation of an authority certifies the key of another (RFC
 * 9810 §4.4).
 *
 * @param issuer the generation whose key signed
 * @param subject the generation whose key is certified
 * @param certificate names the authority as issuer and as subject
 */
public record LinkCertificate(CrlIssuer issuer, CrlIssuer subject, X509Certificate certificate) {
  public LinkCertificate {
    if (issuer.issuer().authority() != subject.issuer().authority()
        || !certificate.getPublicKey().equals(subject.certificate().getPublicKey())) {
      throw new IllegalArgumentException("a link certificate is of another key");
    }
  }

  public Authority authority() {
    return issuer.issuer().authority();
  }
}

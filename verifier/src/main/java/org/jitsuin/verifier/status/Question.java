package org.jitsuin.verifier.status;

import java.time.Instant;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Whether a certificate was revoked.
 *
 * @param certificate whose signature by its issuer was checked already
 * @param issuer the certificate of the key that signed it
 * @param authorities all trusted certificates under that issuer's name, the issuer among them:
 *     those of the authority's other key generations, which may sign CRLs as well
 * @param presented the certificate of the card: it says where to ask where a certificate between
 *     authority and card does not
 * @param at the time of the question, which is now
 */
public record Question(
    X509CertificateHolder certificate,
    X509CertificateHolder issuer,
    List<X509CertificateHolder> authorities,
    X509CertificateHolder presented,
    Instant at) {
  public Question {
    authorities = List.copyOf(authorities);
    if (!authorities.contains(issuer)) {
      throw new IllegalArgumentException("the issuer is one of the trusted authorities");
    }
  }
}

package org.jitsuin.ca.profile;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jitsuin.base.keys.SigningKey;

/**
 * A key generation that can issue.
 *
 * @param number names it in the database
 * @param policy what it puts into certificates
 * @param certificate its own certificate
 * @param key signs in the token
 */
public record IssuingKey(
    int number, AuthorityPolicy policy, X509Certificate certificate, SigningKey key) {

  /** Returns the authority key identifier of the certificates that it issues. */
  public byte[] keyIdentifier() {
    return SignedCertificate.subjectKeyIdentifier(certificate);
  }

  /** Returns whether the authority's own certificate is valid at that time. */
  public boolean validAt(Instant instant) {
    return !instant.isBefore(certificate.getNotBefore().toInstant())
        && !instant.isAfter(certificate.getNotAfter().toInstant());
  }
}

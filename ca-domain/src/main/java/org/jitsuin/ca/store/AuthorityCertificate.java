package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.Serial;

/**
 * A certificate that a key generation signed for no card.
 *
 * @param issuer the key generation that signed it
 * @param revocation present once it is revoked
 */
public record AuthorityCertificate(
    Issuer issuer,
    int issuerNumber,
    Serial serial,
    Instant notAfter,
    Use use,
    Optional<Revocation> revocation) {
  /** The use of such a certificate. */
  public enum Use {
    /** The key generation's own, which it signed itself. */
    ISSUER,
    OCSP_SIGNER,
    /** The certificate is that of a key that signs status filters. */
    STATUS_SIGNER,
    /** The certificate certifies the key of another generation (RFC 9810 §4.4). */
    LINK
  }
}

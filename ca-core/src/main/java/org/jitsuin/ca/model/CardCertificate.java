package org.jitsuin.ca.model;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.Serial;

/**
 * A certificate on a card, as it stands.
 *
 * @param issuerNumber the key generation in the database
 * @param partition its CRL
 * @param partitionNumber its CRL in the database
 * @param revocation present once it is revoked, or while it is on hold
 * @param der the certificate itself
 */
public record CardCertificate(
    Issuer issuer,
    int issuerNumber,
    Serial serial,
    String cardId,
    String partition,
    int partitionNumber,
    Instant notBefore,
    Instant notAfter,
    Optional<Revocation> revocation,
    Der der) {

  /**
   * Whether it has run out: notAfter is inclusive, to the end of its second (RFC 5280 §4.1.2.5).
   */
  public boolean isOver(Instant now) {
    return !now.isBefore(notAfter.plusSeconds(1));
  }

  /** The same certificate, revoked. */
  public CardCertificate revoked(Revocation facts) {
    return new CardCertificate(
        issuer,
        issuerNumber,
        serial,
        cardId,
        partition,
        partitionNumber,
        notBefore,
        notAfter,
        Optional.of(facts),
        der);
  }
}

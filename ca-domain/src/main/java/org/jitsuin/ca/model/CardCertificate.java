package org.jitsuin.ca.model;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;

/**
 * A certificate on a card, as it stands.
 *
 * @param issuerNumber the key generation in the database
 * @param chainNumber its place, from 1, among the certificates of this kind that the holder ever
 *     had: the lineage (新旧シリアル番号)
 * @param crl its CRL
 * @param revocation present once it is revoked, or while it is on hold
 */
public record CardCertificate(
    Issuer issuer,
    int issuerNumber,
    Serial serial,
    String cardId,
    int chainNumber,
    Crl crl,
    Instant notBefore,
    Instant notAfter,
    Optional<Revocation> revocation) {

  /**
   * The CRL that a certificate belongs to for good.
   *
   * @param partition its id, in addresses
   * @param number names it in the database
   */
  public record Crl(String partition, int number) {}

  public Authority kind() {
    return issuer.authority();
  }

  /**
   * Returns whether the certificate has expired: notAfter is inclusive, to the end of its second
   * (RFC 5280 §4.1.2.5).
   */
  public boolean isOver(Instant now) {
    return !now.isBefore(notAfter.plusSeconds(1));
  }

  /** Returns whether the certificate is on hold (certificateHold). */
  public boolean isOnHold() {
    return revocation
        .filter(facts -> facts.reason() == RevocationReason.CERTIFICATE_HOLD)
        .isPresent();
  }

  /** Returns whether the certificate is revoked for good. */
  public boolean isRevoked() {
    return revocation.isPresent() && !isOnHold();
  }

  /** Returns whether the certificate can still be good: neither revoked for good nor expired. */
  public boolean isLive(Instant now) {
    return !isRevoked() && !isOver(now);
  }

  /** The same certificate, revoked or on hold, or good again where empty. */
  public CardCertificate with(Optional<Revocation> facts) {
    return new CardCertificate(
        issuer, issuerNumber, serial, cardId, chainNumber, crl, notBefore, notAfter, facts);
  }

  /** Returns whether both name the same certificate. */
  public boolean is(CardCertificate other) {
    return issuerNumber == other.issuerNumber && serial.equals(other.serial);
  }
}

package org.jitsuin.ca.lifecycle;

import java.time.LocalDate;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.validity.Because;
import org.jitsuin.ca.validity.Validity;

/** A change that a decision makes: the only things that ever happen to a dossier. */
public sealed interface Change {
  /** The resident is recorded otherwise from now on. */
  record ResidentChanged(Resident resident) implements Change {}

  /** A card was registered. */
  record CardAdded(Card card) implements Change {}

  /**
   * A card is otherwise from now on.
   *
   * @param card as it is then
   */
  record CardChanged(Card card, What what) implements Change {
    /** The part of a card that changed. */
    public enum What {
      EXTENDED,
      SHORTENED,
      SUSPENDED,
      LIFTED,
      ENDED
    }
  }

  /**
   * A certificate may be issued: what will stand in it, but for its serial number and its key.
   *
   * @param chainNumber its place in the holder's lineage
   * @param because the rule that set its last day
   */
  record CertificateGranted(
      String cardId, Authority kind, Validity validity, int chainNumber, Because because)
      implements Change {}

  /** A certificate was issued. */
  record CertificateIssued(CardCertificate certificate) implements Change {}

  /**
   * A certificate is revoked for good.
   *
   * @param certificate as it was
   */
  record CertificateRevoked(
      CardCertificate certificate, Revocation revocation, RevocationCause cause)
      implements Change {}

  /**
   * A certificate that was revoked before is revoked for something worse: the time stays.
   *
   * @param certificate as it was
   * @param revocation as it is told from now on
   */
  record RevocationAmended(
      CardCertificate certificate, Revocation revocation, RevocationCause cause)
      implements Change {}

  /**
   * A certificate is on hold.
   *
   * @param certificate as it was
   */
  record CertificateHeld(CardCertificate certificate, Revocation revocation) implements Change {}

  /**
   * A certificate on hold is good again.
   *
   * @param certificate as it was
   */
  record CertificateRestored(CardCertificate certificate) implements Change {}

  /** The certificates of a card end after that day, unless it is extended before. */
  record CardEndPlanned(Card card, LocalDate lastDay) implements Change {}

  /** An event takes effect on its own date, which is to come. */
  record EventPlanned(ResidentEvent event) implements Change {}

  /** A planned event will not take effect. */
  record EventCancelled(String eventId) implements Change {}
}

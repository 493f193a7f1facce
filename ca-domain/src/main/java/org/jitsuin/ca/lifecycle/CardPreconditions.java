package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** Preconditions of any act upon a card. */
final class CardPreconditions {
  private CardPreconditions() {}

  /** The card, if it is valid now; it may be suspended. */
  static Outcome<Card> inForce(Dossier dossier, String cardId, Instant now) {
    LocalDate today = JapanTime.date(now);
    return dossier
        .card(cardId)
        .map(card -> {
          if (card.end().isPresent()) {
            LocalDate ended = JapanTime.date(card.end().get().at());
            return Outcome.<Card>refused(RefusalCode.CARD_ENDED, ended.toString());
          }
          if (today.isBefore(card.issuedOn())) {
            return new Outcome.Refused<Card>(
                Refusal.opening(RefusalCode.CARD_NOT_YET_ISSUED, card.issuedOn()));
          }
          return today.isAfter(card.expiresOn())
              ? Outcome.<Card>refused(RefusalCode.CARD_EXPIRED, card.expiresOn().toString())
              : Outcome.done(card);
        })
        .orElseGet(() -> Outcome.refused(RefusalCode.CARD_UNKNOWN));
  }

  /** Returns why a resident can hold neither card nor certificate, if so. */
  static Optional<Refusal> noHolder(Resident resident) {
    if (!resident.residency().mayHold()) {
      return Optional.of(Refusal.of(RefusalCode.RESIDENT_REMOVED));
    }
    return resident.isAbroad() && !resident.mayContinueAbroad()
        ? Optional.of(Refusal.of(RefusalCode.CONTINUATION_NOT_FOR_FOREIGNERS))
        : Optional.empty();
  }

  /** The card, if it is valid now and not suspended. */
  static Outcome<Card> usable(Dossier dossier, String cardId, Instant now) {
    return inForce(dossier, cardId, now)
        .then(card ->
            card.suspension().isPresent()
                ? Outcome.refused(RefusalCode.CARD_SUSPENDED)
                : Outcome.done(card));
  }
}

package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.util.List;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * The card counts wrong PINs itself; the office records what it did about it, as evidence (leaflet,
 * certificate §2; domain, section 3.6). Nothing in the dossier changes.
 */
final class PinRules {
  private PinRules() {}

  static Outcome<Decision> record(Dossier dossier, Command.RecordPin asked, Instant now) {
    return CardPreconditions.inForce(dossier, asked.cardId(), now)
        .then(card -> {
          if (card.withoutPins()) {
            return Outcome.refused(RefusalCode.CARD_WITHOUT_PINS);
          }
          if (asked.act() == PinAct.LOCKED) {
            return Outcome.done(Decision.of(List.of()));
          }
          if (card.suspension().isPresent()) {
            return Outcome.refused(RefusalCode.CARD_SUSPENDED);
          }
          return asked.check().isEmpty()
              ? Outcome.refused(RefusalCode.IDENTITY_CHECK_NEEDED)
              : Outcome.done(Decision.of(List.of()));
        });
  }
}

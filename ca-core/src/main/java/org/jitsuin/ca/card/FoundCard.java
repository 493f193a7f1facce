package org.jitsuin.ca.card;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Dossiers;

/** A card with all that is known of its holder, whom the caller reaches. */
record FoundCard(Card card, Dossier dossier) {
  static Outcome<FoundCard> find(Handle handle, StaffMember caller, String cardId) {
    Optional<Card> found = CardTable.find(handle, cardId);
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.CARD_UNKNOWN);
    }
    Card card = found.get();
    Dossier dossier = Dossiers.read(handle, card.registerId()).orElseThrow().dossier();
    return caller.reaches(dossier.resident().holder().municipality())
        ? Outcome.done(new FoundCard(card, dossier))
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }
}

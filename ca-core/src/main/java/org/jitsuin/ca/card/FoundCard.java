package org.jitsuin.ca.card;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardVersion;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.FiledDossier;

/**
 * A card with all that is known of its holder, whom the caller reaches.
 *
 * @param version what whoever reads it has seen
 */
record FoundCard(Card card, Dossier dossier, CardVersion version) {
  static Outcome<FoundCard> find(Handle handle, StaffMember caller, String cardId) {
    Optional<Card> found = CardTable.find(handle, cardId);
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.CARD_UNKNOWN);
    }
    Card card = found.get();
    // Read first: what is done in between is told twice rather than never.
    long entry = AuditTable.last(handle, card.registerId());
    FiledDossier filed = Dossiers.read(handle, card.registerId()).orElseThrow();
    Dossier dossier = filed.dossier();
    return caller.reaches(dossier.resident().holder().municipality())
        ? Outcome.done(new FoundCard(card, dossier, new CardVersion(filed.version(), entry)))
        : Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
  }
}

package org.jitsuin.ca.api;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.OfficeAct;
import org.jitsuin.ca.api.ActViews.FullCardView;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.Transactions;

/** Reads a card with all that is known of it; each reading leaves an audit entry. */
public final class CardFile {
  private static final int LONGEST_HISTORY = 1_000;

  /** The cursor behind the newest entry: the history from its end. */
  static final long END = Long.MAX_VALUE;

  private final Transactions transactions;
  private final Json json;
  private final InstantSource clock;
  private final SecureRandom random;

  public CardFile(Transactions transactions, Json json, InstantSource clock, SecureRandom random) {
    this.transactions = transactions;
    this.json = json;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Reads a card with a page of its history.
   *
   * @param before the number of the audit entry that the history ends in front of: the {@code
   *     historyBefore} of an earlier answer, or {@link #END}
   */
  Outcome<FullCardView> read(StaffMember caller, String cardId, long before) {
    return transactions.run(handle -> read(handle, caller, cardId, before));
  }

  private Outcome<FullCardView> read(
      Handle handle, StaffMember caller, String cardId, long before) {
    Optional<Card> found = CardTable.find(handle, cardId);
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.CARD_UNKNOWN);
    }
    Card card = found.get();
    Dossier dossier = Dossiers.read(handle, card.registerId()).orElseThrow().dossier();
    if (!caller.reaches(dossier.resident().holder().municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    Instant now = clock.instant();
    List<AuditTable.Row> history = AuditTable.newest(handle, cardId, before, LONGEST_HISTORY);
    AuditAct act = new OfficeAct.HolderRead(cardId);
    AuditTable.append(handle, AuditEntry.of(now, caller.actor(), act, random));
    return Outcome.done(
        FullCardView.of(
            card,
            dossier,
            CertificateTable.ofCard(handle, cardId),
            history.stream().map(row -> json.tree(row.body())).toList(),
            older(history),
            now));
  }

  /** Returns the cursor of older entries, if there may be some. */
  private static Optional<Long> older(List<AuditTable.Row> history) {
    return history.size() < LONGEST_HISTORY
        ? Optional.empty()
        : Optional.of(history.getFirst().number());
  }
}

package org.jitsuin.ca.card;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.Transactions;

/** Reads all that is known of a card; whoever reads it leaves an audit entry. */
public final class ReadCard {
  private static final int LONGEST_HISTORY = 1_000;

  /** The cursor behind the newest entry: the history from its end. */
  public static final long END = Long.MAX_VALUE;

  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final RegisterConfirmation demanded;

  /**
   * @param demanded whether certificates wait until the register has confirmed the holder
   */
  public ReadCard(
      Transactions transactions,
      InstantSource clock,
      AuditLog auditLog,
      RegisterConfirmation demanded) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
    this.demanded = demanded;
  }

  /**
   * Reads a card with a page of its history.
   *
   * @param before the number of the audit entry that the history ends in front of: the {@code
   *     historyBefore} of an earlier answer, or {@link #END}
   */
  public Outcome<FullCardView> read(StaffMember caller, String cardId, long before) {
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
    auditLog.append(handle, now, caller.actor(), new OfficeAct.HolderRead(cardId));
    return Outcome.done(
        FullCardView.of(
            card,
            dossier,
            CertificateTable.ofCard(handle, cardId),
            new FullCardView.History(
                history.stream().map(row -> Json.tree(row.body())).toList(), older(history)),
            demanded,
            now));
  }

  /** Returns the cursor of older entries, if there may be some. */
  private static Optional<Long> older(List<AuditTable.Row> history) {
    return history.size() < LONGEST_HISTORY
        ? Optional.empty()
        : Optional.of(history.getFirst().number());
  }
}

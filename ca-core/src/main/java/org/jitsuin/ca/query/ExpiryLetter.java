package org.jitsuin.ca.query;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.ExpiryNotice;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.Transactions;

/** Writes the letter that tells a holder what ends soon; the reading is recorded. */
public final class ExpiryLetter {
  private final Transactions transactions;
  private final Municipalities municipalities;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public ExpiryLetter(
      Transactions transactions,
      Municipalities municipalities,
      InstantSource clock,
      AuditLog auditLog) {
    this.transactions = transactions;
    this.municipalities = municipalities;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * A letter to a holder.
   *
   * @param holder to whom it is sent
   * @param office where it is renewed
   * @param endings not empty
   */
  public record Letter(
      String cardId, Holder holder, Municipality office, List<ExpiryNotice> endings) {
    public Letter {
      endings = List.copyOf(endings);
    }
  }

  /**
   * @param months how far the window reaches from today
   */
  public Outcome<Letter> read(StaffMember caller, String cardId, int months) {
    return transactions.run(handle -> {
      Optional<Card> card = CardTable.find(handle, cardId);
      return card.isEmpty()
          ? Outcome.refused(RefusalCode.CARD_UNKNOWN)
          : read(handle, caller, card.get(), months);
    });
  }

  private Outcome<Letter> read(Handle handle, StaffMember caller, Card card, int months) {
    Dossier dossier = Dossiers.read(handle, card.registerId()).orElseThrow().dossier();
    Holder holder = dossier.resident().holder();
    if (!caller.reaches(holder.municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    Instant now = clock.instant();
    LocalDate until = JapanTime.date(now).plusMonths(months);
    boolean abroad = dossier.resident().isAbroad();
    List<ExpiryNotice> endings =
        ExpiryNotice.within(card, dossier.live(card.id(), now), abroad, now, until);
    if (endings.isEmpty()) {
      return Outcome.refused(RefusalCode.NOTICE_NOT_DUE, until.toString());
    }
    auditLog.append(handle, now, caller.actor(), new OfficeAct.HolderRead(card.id()));
    Municipality office = municipalities.byCode(holder.municipality()).orElseThrow();
    return Outcome.done(new Letter(card.id(), holder, office, endings));
  }
}

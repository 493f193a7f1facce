package org.jitsuin.ca.query;

import static java.util.Collections.unmodifiableMap;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.ExpiryNotice;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.Transactions;

/** Writes the letters that tell holders what ends soon; each reading is recorded. */
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
   * Letters that were asked for together.
   *
   * @param written in the order in which they were asked for
   * @param refused why there is no letter about a card, by card
   */
  public record Letters(List<Letter> written, Map<String, Refusal> refused) {
    public Letters {
      written = List.copyOf(written);
      refused = unmodifiableMap(new LinkedHashMap<>(refused));
    }
  }

  /**
   * Writes the letter about one card.
   *
   * @param months how far the window reaches from today
   */
  public Outcome<Letter> read(StaffMember caller, String card, int months) {
    Letters letters = read(caller, List.of(card), months);
    return letters.refused().values().stream()
        .findFirst()
        .<Outcome<Letter>>map(Outcome.Refused::new)
        .orElseGet(() -> Outcome.done(letters.written().getFirst()));
  }

  /**
   * Writes letters, each for itself: where one is refused the others are written.
   *
   * @param cards about which; none of them twice
   * @param months how far the window reaches from today
   */
  public Letters read(StaffMember caller, List<String> cards, int months) {
    return transactions.run(handle -> {
      Instant now = clock.instant();
      Map<String, Card> known =
          CardTable.find(handle, cards).stream().collect(toMap(Card::id, card -> card));
      Map<String, FiledDossier> dossiers =
          Dossiers.read(handle, known.values().stream().map(Card::registerId).distinct().toList());
      List<Letter> written = new ArrayList<>();
      Map<String, Refusal> refused = new LinkedHashMap<>();
      for (String id : cards) {
        Outcome<Letter> outcome =
            Optional.ofNullable(known.get(id))
                .map(card -> letter(caller, dossiers.get(card.registerId()), card, now, months))
                .orElseGet(() -> Outcome.refused(RefusalCode.CARD_UNKNOWN));
        switch (outcome) {
          case Outcome.Done<Letter>(Letter letter) -> written.add(letter);
          case Outcome.Refused<Letter>(Refusal refusal) -> refused.put(id, refusal);
          case Outcome.Repeated<Letter> _ ->
              throw new IllegalStateException("A reading was answered before");
        }
      }
      // Whose letter is written is read: an entry for each, in the history of that card.
      auditLog.append(
          handle,
          now,
          caller.actor(),
          written.stream().map(letter -> new OfficeAct.HolderRead(letter.cardId())).toList());
      return new Letters(written, refused);
    });
  }

  private Outcome<Letter> letter(
      StaffMember caller, FiledDossier filed, Card card, Instant now, int months) {
    Dossier dossier = filed.dossier();
    Holder holder = dossier.resident().holder();
    if (!caller.reaches(holder.municipality())) {
      return Outcome.refused(RefusalCode.OTHER_MUNICIPALITY);
    }
    LocalDate until = JapanTime.date(now).plusMonths(months);
    boolean abroad = dossier.resident().isAbroad();
    List<ExpiryNotice> endings =
        ExpiryNotice.within(card, dossier.live(card.id(), now), abroad, now, until);
    if (endings.isEmpty()) {
      return Outcome.refused(RefusalCode.NOTICE_NOT_DUE, until.toString());
    }
    Municipality office = municipalities.byCode(holder.municipality()).orElseThrow();
    return Outcome.done(new Letter(card.id(), holder, office, endings));
  }
}

package org.jitsuin.ca.card;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.application.OfficeRules.Desk;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardVersion;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.option.CardOption;
import org.jitsuin.ca.option.CardOptions;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CertificateTable;
import org.jitsuin.ca.store.Transactions;

/** Reads all that is known of a card; whoever reads it leaves an audit entry. */
public final class ReadCard {
  private static final int LONGEST_HISTORY = 1_000;
  private static final int MOST_CHANGES = 50;

  /** The cursor behind the newest entry: the history from its end. */
  public static final long END = Long.MAX_VALUE;

  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final OfficeRules rules;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public ReadCard(
      Transactions transactions,
      LifeCycle lifeCycle,
      OfficeRules rules,
      InstantSource clock,
      AuditLog auditLog) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.rules = rules;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /**
   * What somebody wants to see of a card besides itself.
   *
   * @param before the number of the audit entry that the history ends in front of: the {@code
   *     historyBefore} of an earlier answer, or {@link #END}
   * @param options whether what can be done with it as well
   */
  public record Wanted(long before, boolean options) {}

  /** Reads a card with a page of its history. */
  public Outcome<FullCardView> read(StaffMember caller, String cardId, Wanted wanted) {
    Optional<Desk> desk = wanted.options() ? Optional.of(rules.desk(caller)) : Optional.empty();
    return look(
        caller,
        cardId,
        (handle, found, now) ->
            FullCardView.of(
                found,
                CertificateTable.ofCard(handle, cardId),
                CardHistory.read(handle, List.of(cardId), wanted.before(), LONGEST_HISTORY),
                lifeCycle,
                desk.map(counter -> options(found, caller, counter, now)).orElse(null),
                now));
  }

  /** Reads what can be done with a card now; nothing is done, and no refusal recorded. */
  public Outcome<OptionsView> options(StaffMember caller, String cardId) {
    Desk desk = rules.desk(caller);
    return look(
        caller,
        cardId,
        (_, found, now) ->
            new OptionsView(
                cardId, now, options(found, caller, desk, now), found.version().toString()));
  }

  private List<OptionView> options(FoundCard found, StaffMember caller, Desk desk, Instant now) {
    return CardOptions.of(lifeCycle, found.dossier(), found.card(), caller, now).stream()
        .map(option -> OptionView.of(open(option, desk), found.card().id(), desk.secondPerson()))
        .toList();
  }

  /** What no rule refuses may be closed all the same. */
  private static CardOption open(CardOption option, Desk desk) {
    Optional<Refusal> closed = option.subject().act().application().flatMap(desk::closed);
    return closed.map(option::refused).orElse(option);
  }

  /**
   * Reads the time line of the resident whose card it is, over all cards.
   *
   * @param before the number of the audit entry that the page ends in front of, or {@link #END}
   * @param limit how many entries at the most
   */
  public Outcome<TimeLineView> timeLine(StaffMember caller, String cardId, long before, int limit) {
    return look(
        caller,
        cardId,
        (handle, found, now) -> {
          List<String> cards = found.dossier().cards().stream().map(Card::id).toList();
          CardHistory history = CardHistory.read(handle, cards, before, limit);
          return TimeLineView.of(found, lifeCycle.endings(), history, now);
        });
  }

  /**
   * Reads what was done to the cards of somebody since one of them was seen, for who was just
   * refused because of it: the refusal is the trace that this leaves.
   *
   * @param subject what was to be done something to
   * @return the newest entries, oldest first; empty where nobody may see it, and where only data of
   *     the holder changed, of which no entry of a card tells
   */
  public List<EntryView> since(StaffMember caller, Subject subject, CardVersion seen) {
    return transactions.run(handle ->
        card(handle, subject)
            .map(card -> FoundCard.find(handle, caller, card))
            .filter(Outcome.Done.class::isInstance)
            .map(found -> ((Outcome.Done<FoundCard>) found).result().dossier())
            .map(dossier -> dossier.cards().stream().map(Card::id).toList())
            .map(cards -> CardHistory.since(handle, cards, seen.entry(), MOST_CHANGES))
            .orElse(List.of()));
  }

  private static Optional<String> card(Handle handle, Subject subject) {
    return switch (subject) {
      case Subject.OfCard(String id) -> Optional.of(id);
      case Subject.OfCertificate of ->
          CertificateTable.find(handle, of.authority(), of.serial())
              .map(found -> found.certificate().cardId());
    };
  }

  private interface Look<T> {
    T at(Handle handle, FoundCard found, Instant now);
  }

  private <T> Outcome<T> look(StaffMember caller, String cardId, Look<T> look) {
    return transactions.run(handle ->
        FoundCard.find(handle, caller, cardId)
            .map(found -> {
              Instant now = clock.instant();
              T seen = look.at(handle, found, now);
              auditLog.append(handle, now, caller.actor(), new OfficeAct.HolderRead(cardId));
              return seen;
            }));
  }
}

package org.jitsuin.ca.application;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.audit.entry.OfficeAct;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.ApplicationTable;
import org.jitsuin.ca.store.ApplicationTable.Mark;
import org.jitsuin.ca.store.ApplicationTable.Row;
import org.jitsuin.ca.store.ApplicationTable.State;
import org.jitsuin.ca.store.ApplicationTable.Subject;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Receives what an office is asked for (申請), so that anybody of the office finds and finishes it;
 * lets a second person approve it; and ends it where the office says no.
 */
public final class Applications {
  /** Applications that cannot be about a card: it is yet to be registered, or named otherwise. */
  private static final List<ApplicationKind> WITHOUT_CARD =
      List.of(ApplicationKind.REGISTRATION, ApplicationKind.REVOCATION);

  private final Transactions transactions;
  private final OfficeRules rules;
  private final Map<ApplicationKind, Execution> executions;
  private final InstantSource clock;
  private final SecureRandom random;
  private final ApplicationRecord desk;

  /**
   * @param executions one for each kind
   */
  public Applications(
      Transactions transactions,
      OfficeRules rules,
      Map<ApplicationKind, Execution> executions,
      InstantSource clock,
      SecureRandom random) {
    this.transactions = transactions;
    this.rules = rules;
    this.executions = Map.copyOf(executions);
    this.clock = clock;
    this.random = random;
    this.desk = new ApplicationRecord(clock, random);
  }

  /** The entry of an application. */
  public record Entry(ApplicationKind kind, Task task) {}

  /**
   * Receives an application; it waits for a second person where the office asks for one.
   *
   * @param encode the answer as it is kept for a repeated request; without personal data
   */
  public Outcome<Row> receive(
      StaffMember caller, RequestId request, Entry entry, Function<Row, Bytes> encode) {
    if (entry.task().card().isEmpty() && !WITHOUT_CARD.contains(entry.kind())) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID,
          "member card is missing: a " + entry.kind().id() + " has one");
    }
    if (entry.task().card().isPresent() && entry.kind() == ApplicationKind.REGISTRATION) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID, "member card is given: a registration has none yet");
    }
    Optional<Refusal> fault = executions.get(entry.kind()).fault(entry.task());
    if (fault.isPresent()) {
      return new Outcome.Refused<>(fault.get());
    }
    OfficeRules.Demand demand = rules.demand();
    return transactions.once(request, encode, handle -> record(handle, caller, entry, demand));
  }

  private Outcome<Effect<Row>> record(
      Handle handle, StaffMember caller, Entry entry, OfficeRules.Demand demand) {
    Optional<RefusalCode> unreached =
        entry.task().card().flatMap(card -> unreached(handle, caller, card));
    if (unreached.isPresent()) {
      return Outcome.refused(unreached.get());
    }
    Optional<Refusal> elsewhere =
        executions
            .get(entry.kind())
            .certificate(entry.task())
            .flatMap(certificate -> PerformAct.elsewhere(handle, certificate));
    if (elsewhere.isPresent()) {
      return new Outcome.Refused<>(elsewhere.get());
    }
    Instant now = clock.instant();
    Subject subject =
        new Subject(
            UUID.randomUUID().toString(),
            entry.kind(),
            caller.municipality().orElseThrow(),
            entry.task().card());
    boolean second = demand.secondPersonFor(subject.municipality(), subject.kind());
    ApplicationTable.insert(
        handle,
        subject,
        second ? State.AWAITING_APPROVAL : State.RECEIVED,
        entry.task().content(),
        new Mark(caller.name(), now));
    String content = new String(entry.task().content().bytes(), StandardCharsets.UTF_8);
    Commitment commitment = Commitment.to(Map.of("content", content), random);
    AuditTable.disclose(handle, List.of(commitment));
    AuditAct act =
        new OfficeAct.ApplicationReceived(
            subject.id(),
            subject.kind().id(),
            subject.municipality(),
            subject.card(),
            commitment.hash());
    desk.append(handle, caller.actor(), act, now);
    return done(handle, subject.id());
  }

  private static Optional<RefusalCode> unreached(Handle handle, StaffMember caller, String card) {
    Optional<Card> found = CardTable.find(handle, card);
    if (found.isEmpty()) {
      return Optional.of(RefusalCode.CARD_UNKNOWN);
    }
    ResidentTable.Row holder = ResidentTable.find(handle, found.get().registerId()).orElseThrow();
    return caller.reaches(holder.holder().municipality())
        ? Optional.empty()
        : Optional.of(RefusalCode.OTHER_MUNICIPALITY);
  }

  /** An application with all that is known of it; whoever reads it leaves an audit entry. */
  public Outcome<Row> read(StaffMember caller, String id) {
    return transactions.run(handle ->
        ApplicationRecord.reached(ApplicationTable.find(handle, id), caller)
            .then(row -> {
              AuditAct act =
                  new OfficeAct.ApplicationRead(row.subject().id(), row.subject().card());
              desk.append(handle, caller.actor(), act, clock.instant());
              return Outcome.done(row);
            }));
  }

  /**
   * Applications of the caller's office in the order in which they were entered; of all offices for
   * whoever belongs to none.
   *
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  public List<Row> page(StaffMember caller, Optional<State> state, long after, int limit) {
    return transactions.run(
        handle -> ApplicationTable.page(handle, caller.municipality(), state, after, limit));
  }

  /**
   * Approves an application as the second person.
   *
   * @param encode the answer as it is kept for a repeated request; without personal data
   */
  public Outcome<Row> approve(
      StaffMember caller, RequestId request, String id, Function<Row, Bytes> encode) {
    OfficeRules.Demand demand = rules.demand();
    return transactions.once(
        request,
        encode,
        handle ->
            ApplicationRecord.locked(handle, id, caller)
                .then(row -> approve(handle, caller, row, demand)));
  }

  private Outcome<Effect<Row>> approve(
      Handle handle, StaffMember caller, Row row, OfficeRules.Demand demand) {
    Subject subject = row.subject();
    if (!row.state().isOpen()) {
      return ApplicationRecord.ended(row);
    }
    boolean awaited =
        row.state() == State.AWAITING_APPROVAL
            || demand.secondPersonFor(subject.municipality(), subject.kind());
    if (row.approved().isPresent() || !awaited) {
      return Outcome.refused(RefusalCode.APPLICATION_NOT_AWAITING);
    }
    if (row.entered().by().equals(caller.name())) {
      return Outcome.refused(RefusalCode.SAME_PERSON);
    }
    Instant now = clock.instant();
    ApplicationTable.approve(handle, subject.id(), new Mark(caller.name(), now));
    AuditAct act = new OfficeAct.ApplicationApproved(subject.id(), subject.card());
    desk.append(handle, caller.actor(), act, now);
    return done(handle, subject.id());
  }

  /**
   * Ends an application that the office does not carry out.
   *
   * @param reason why, in words
   * @param encode the answer as it is kept for a repeated request; without personal data
   */
  public Outcome<Row> refuse(
      StaffMember caller,
      RequestId request,
      String id,
      String reason,
      Function<Row, Bytes> encode) {
    return transactions.once(
        request,
        encode,
        handle ->
            ApplicationRecord.locked(handle, id, caller)
                .then(row -> {
                  if (!row.state().isOpen()) {
                    return ApplicationRecord.ended(row);
                  }
                  // Carried out already, though nobody has written that yet.
                  if (ApplicationRecord.done(handle, row).isPresent()) {
                    return Outcome.refused(RefusalCode.APPLICATION_ENDED, State.COMPLETED.id());
                  }
                  Row after = desk.refuse(handle, row, reason, ApplicationRecord.By.of(caller));
                  return Outcome.done(new Effect<>(after, List.of()));
                }));
  }

  private static Outcome<Effect<Row>> done(Handle handle, String id) {
    return Outcome.done(new Effect<>(ApplicationTable.find(handle, id).orElseThrow(), List.of()));
  }
}

package org.jitsuin.ca.application;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.ApplicationTable;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.FiledApplication.Subject;
import org.jitsuin.ca.store.ResidentTable;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;
import org.jitsuin.ca.store.VersionedResident;

/**
 * Receives what an office is asked for (申請), so that anybody of the office finds and finishes it;
 * and ends it where the office says no.
 */
public final class Applications {
  /** Applications that cannot be about a card: it is yet to be registered, or named otherwise. */
  private static final List<ApplicationKind> WITHOUT_CARD =
      List.of(ApplicationKind.REGISTRATION, ApplicationKind.REVOCATION);

  private final Transactions transactions;
  private final OfficeRules rules;
  private final Map<ApplicationKind, Execution> executions;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final ApplicationRecord desk;

  /**
   * @param executions one for each kind
   */
  public Applications(
      Transactions transactions,
      OfficeRules rules,
      Map<ApplicationKind, Execution> executions,
      InstantSource clock,
      AuditLog auditLog) {
    this.transactions = transactions;
    this.rules = rules;
    this.executions = Map.copyOf(executions);
    this.clock = clock;
    this.auditLog = auditLog;
    this.desk = new ApplicationRecord(clock, auditLog);
  }

  /** The entry of an application. */
  public record Entry(ApplicationKind kind, Task task) {}

  /**
   * Receives an application. Where the office asks for a second person, it waits for one if it is
   * complete.
   */
  public Outcome<Answered<FiledApplication>> receive(
      StaffMember caller, RequestId request, Entry entry) {
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
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller).then(_ -> record(handle, caller, entry, demand)));
  }

  private Outcome<Effect<Answered<FiledApplication>>> record(
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
        ApplicationRules.entered(second, isComplete(entry)),
        entry.task().content(),
        new Mark(caller.person(), now));
    String content = new String(entry.task().content().bytes(), StandardCharsets.UTF_8);
    String committed = auditLog.commit(handle, Map.of("content", content));
    AuditAct act =
        new OfficeAct.ApplicationReceived(
            subject.id(), subject.kind().id(), subject.municipality(), subject.card(), committed);
    auditLog.append(handle, now, caller.actor(), act);
    return ApplicationRecord.asItStands(handle, subject.id());
  }

  private boolean isComplete(Entry entry) {
    return executions.get(entry.kind()).material(entry.task()) instanceof Outcome.Done<Material>;
  }

  private static Optional<RefusalCode> unreached(Handle handle, StaffMember caller, String card) {
    Optional<Card> found = CardTable.find(handle, card);
    if (found.isEmpty()) {
      return Optional.of(RefusalCode.CARD_UNKNOWN);
    }
    VersionedResident holder = ResidentTable.find(handle, found.get().registerId()).orElseThrow();
    return caller.reaches(holder.holder().municipality())
        ? Optional.empty()
        : Optional.of(RefusalCode.OTHER_MUNICIPALITY);
  }

  /**
   * An application with all that is known of it, and what it will do: what a second person looks at
   * before they approve it. Whoever reads it leaves an audit entry.
   */
  public Outcome<ApplicationView> read(StaffMember caller, String id) {
    return transactions.run(handle ->
        ApplicationRecord.reached(ApplicationTable.find(handle, id), caller)
            .then(row -> {
              AuditAct act =
                  new OfficeAct.ApplicationRead(row.subject().id(), row.subject().card());
              auditLog.append(handle, caller.actor(), act);
              FiledApplication shown = ApplicationRecord.shown(handle, row, caller);
              return Outcome.done(
                  ApplicationView.full(shown, Execution.material(executions, shown)));
            }));
  }

  /**
   * Applications of the caller's office in the order in which they were entered; of all offices for
   * whoever belongs to none.
   *
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  public List<FiledApplication> page(
      StaffMember caller, Optional<ApplicationState> state, long after, int limit) {
    return transactions.run(
        handle -> ApplicationTable.page(handle, caller.municipality(), state, after, limit));
  }

  /**
   * Ends an application that the office does not carry out.
   *
   * @param reason why, in words
   */
  public Outcome<Answered<FiledApplication>> refuse(
      StaffMember caller, RequestId request, String id, String reason) {
    return transactions.once(
        request,
        handle ->
            ApplicationRecord.locked(handle, id, caller)
                .then(row -> {
                  if (!row.state().isOpen()) {
                    return ApplicationRecord.ended(row);
                  }
                  // Carried out already, though nobody has written that yet.
                  if (ApplicationRecord.done(handle, row).isPresent()) {
                    return Outcome.refused(
                        RefusalCode.APPLICATION_ENDED, ApplicationState.COMPLETED.id());
                  }
                  FiledApplication after =
                      desk.refuse(handle, row, reason, ApplicationRecord.By.of(caller));
                  return Outcome.done(ApplicationRecord.answered(after));
                }));
  }
}

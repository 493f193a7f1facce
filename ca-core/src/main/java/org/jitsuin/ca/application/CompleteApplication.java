package org.jitsuin.ca.application;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.application.ApplicationRules.Standing;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.ApplicationTable;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.store.FiledApplication.End;
import org.jitsuin.ca.store.FiledApplication.Subject;
import org.jitsuin.ca.store.Transactions;

/**
 * Carries out what an application asks for, once: the act is done under the application's own id,
 * in a transaction of its own; then the end of the application is written. Whoever completes it
 * again, another clerk at the same moment or anybody after a crash in between, gets the same
 * answer; what nobody completes again is settled by {@link #settle}.
 */
public final class CompleteApplication {
  private static final int AT_ONCE = 200;

  /** The refusals that end an application besides a broken rule of the life cycle. */
  private static final Set<RefusalCode> FINAL = Set.of(RefusalCode.OTHER_MUNICIPALITY);

  /**
   * The refusals that do not lie in the application: it may be accepted at another time, with
   * another key, or when somebody else completes it, or nobody writes its card any more.
   */
  private static final Set<RefusalCode> PASSING =
      Set.of(
          RefusalCode.RESIDENT_CHANGED,
          RefusalCode.RESIDENT_NOT_CONFIRMED,
          RefusalCode.RESIDENT_DIFFERS,
          RefusalCode.KEY_REUSED,
          RefusalCode.ORDER_LEASED,
          RefusalCode.BUDGET_USED);

  private final Transactions transactions;
  private final OfficeRules rules;
  private final Map<ApplicationKind, Execution> executions;
  private final ApplicationRecord desk;
  private final ApplicationRecord.By server;

  /**
   * @param executions one for each kind
   */
  public CompleteApplication(
      Transactions transactions,
      OfficeRules rules,
      Map<ApplicationKind, Execution> executions,
      InstantSource clock,
      AuditLog auditLog,
      Node node) {
    this.transactions = transactions;
    this.rules = rules;
    this.executions = Map.copyOf(executions);
    this.desk = new ApplicationRecord(clock, auditLog);
    this.server =
        new ApplicationRecord.By(new Actor.Component("ca-core", node.name()), node.name());
  }

  /**
   * Completes an application. Where a rule refuses it, the application ends with that refusal, but
   * for what can be put right: then it stays open.
   *
   * @param more members that were missing in what was entered
   */
  public Outcome<FiledApplication> complete(StaffMember caller, String id, Optional<Bytes> more) {
    Outcome<FiledApplication> found =
        transactions.run(handle ->
            ApplicationRecord.reached(ApplicationTable.find(handle, id), caller)
                .then(row ->
                    Outcome.done(
                        row.state().isOpen()
                            ? row
                            : ApplicationRecord.shown(handle, row, caller))));
    return found.then(row ->
        row.state().isOpen()
            ? completable(row, more).then(content -> carryOut(caller, row, content))
            : ended(row));
  }

  /** Returns the row of an ended application, as whoever completed it was told. */
  private static Outcome<FiledApplication> ended(FiledApplication row) {
    if (row.state() == ApplicationState.COMPLETED) {
      return Outcome.done(row);
    }
    return row.end()
        .flatMap(End::refusal)
        .<Outcome<FiledApplication>>map(Outcome.Refused::new)
        .orElseGet(() -> ApplicationRecord.ended(row));
  }

  /** Returns the content to carry out, if the application may be carried out with it now. */
  private Outcome<Bytes> completable(FiledApplication row, Optional<Bytes> more) {
    Subject subject = row.subject();
    boolean demanded = rules.needsSecondPerson(subject.municipality(), subject.kind());
    boolean complete = Execution.material(executions, row) instanceof Outcome.Done<Material>;
    Standing standing = new Standing(row, demanded, complete);
    return ApplicationRules.againstCompleting(standing, !ApplicationContent.isNothing(more))
        .or(() -> rules.closed(subject.kind()))
        .<Outcome<Bytes>>map(Outcome.Refused::new)
        .orElseGet(() -> ApplicationContent.extended(row.content().orElseThrow(), more));
  }

  private Outcome<FiledApplication> carryOut(
      StaffMember caller, FiledApplication row, Bytes content) {
    String id = row.subject().id();
    boolean approved = ApplicationRules.isApproved(row, content);
    Task task = new Task(row.subject().card(), content, approved);
    Outcome<Bytes> outcome =
        executions.get(row.subject().kind()).execute(caller, ApplicationRecord.act(id), task);
    ApplicationRecord.By by = ApplicationRecord.By.of(caller);
    return switch (outcome) {
      case Outcome.Done<Bytes> _, Outcome.Repeated<Bytes> _ ->
          transactions.run(handle -> written(handle, id, Optional.empty(), by));
      case Outcome.Refused<Bytes>(Refusal refusal) ->
          transactions.run(handle -> written(handle, id, Optional.of(refusal), by));
    };
  }

  /** Writes the end as it is by now, which another clerk may have brought about. */
  private Outcome<FiledApplication> written(
      Handle handle, String id, Optional<Refusal> refusal, ApplicationRecord.By by) {
    FiledApplication row = ApplicationTable.lock(handle, id).orElseThrow();
    if (!row.state().isOpen()) {
      return ended(row);
    }
    Optional<Bytes> done = ApplicationRecord.done(handle, row);
    if (done.isPresent()) {
      return Outcome.done(desk.complete(handle, row, by));
    }
    Refusal refused = refusal.orElseThrow();
    if (isFinal(row, refused)) {
      desk.refuse(handle, row, refused, by);
    }
    return new Outcome.Refused<>(refused);
  }

  /**
   * Returns whether a refusal ends the application: a fault of the completion, or of who may
   * complete it, does not. What was approved cannot be put right any more.
   */
  private static boolean isFinal(FiledApplication row, Refusal refusal) {
    boolean fixed = row.approved().isPresent();
    return switch (refusal.code().category()) {
      case NOT_FOUND, CONFLICT ->
          !PASSING.contains(refusal.code()) || (fixed && refusal.code() == RefusalCode.KEY_REUSED);
      case INVALID -> fixed;
      case FORBIDDEN, OVERTAKEN, TOO_FAST, UNAVAILABLE -> FINAL.contains(refusal.code());
    };
  }

  /**
   * Writes the end of applications that were carried out by a server that stopped before it wrote
   * it.
   *
   * @return how many
   */
  public int settle() {
    List<String> answered =
        transactions.run(
            handle -> ApplicationTable.answered(handle, ApplicationRecord.CALLER, AT_ONCE));
    int settled = 0;
    for (String id : answered) {
      settled += transactions.run(handle -> settle(handle, id)) ? 1 : 0;
    }
    return settled;
  }

  private boolean settle(Handle handle, String id) {
    FiledApplication row = ApplicationTable.lock(handle, id).orElseThrow();
    Optional<Bytes> done =
        row.state().isOpen() ? ApplicationRecord.done(handle, row) : Optional.empty();
    if (done.isPresent()) {
      FiledApplication _ = desk.complete(handle, row, server);
    }
    return done.isPresent();
  }
}

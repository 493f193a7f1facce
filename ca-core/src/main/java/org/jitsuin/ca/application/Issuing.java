package org.jitsuin.ca.application;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.IssuingClosure;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.IssuingTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Closes issuing for maintenance and opens it again. It opens by nobody's clock: a time that is
 * given says when to come again.
 */
public final class Issuing {
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Transactions transactions;
  private final OfficeRules rules;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public Issuing(
      Transactions transactions, OfficeRules rules, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.rules = rules;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /** Returns the closing of issuing, present while it is closed. */
  public Optional<IssuingClosure> closure() {
    return transactions.run(IssuingTable::find);
  }

  /**
   * Closes issuing, or says anew why and until when.
   *
   * @param until when it is expected to open again, if that is known
   */
  public Outcome<Answered<Optional<IssuingClosure>>> close(
      StaffMember caller, RequestId request, String reason, Optional<Instant> until) {
    Instant now = clock.instant();
    if (until.filter(end -> !end.isAfter(now) || end.isAfter(now.plus(LONGEST))).isPresent()) {
      return Outcome.refused(
          RefusalCode.REQUEST_INVALID, "until must be in the future, at most 31 days from now");
    }
    IssuingClosure closure = new IssuingClosure(reason, until, caller.person(), now);
    return change(
        request,
        handle -> {
          IssuingTable.lock(handle);
          IssuingTable.close(handle, closure);
          String committed = auditLog.commit(handle, Map.of("reason", reason));
          auditLog.append(
              handle, now, caller.actor(), new ServiceAct.IssuingClosed(committed, until));
          return Optional.of(closure);
        });
  }

  /** Opens issuing; where it is open nothing happens. */
  public Outcome<Answered<Optional<IssuingClosure>>> open(StaffMember caller, RequestId request) {
    return change(
        request,
        handle -> {
          if (IssuingTable.lock(handle).isPresent()) {
            Instant now = clock.instant();
            IssuingTable.open(handle, caller.person(), now);
            auditLog.append(handle, now, caller.actor(), new ServiceAct.IssuingOpened());
          }
          return Optional.empty();
        });
  }

  private Outcome<Answered<Optional<IssuingClosure>>> change(
      RequestId request, Function<Handle, Optional<IssuingClosure>> work) {
    Outcome<Answered<Optional<IssuingClosure>>> outcome =
        transactions.once(
            request,
            handle -> {
              Optional<IssuingClosure> closure = work.apply(handle);
              return Outcome.done(
                  Effect.untold(closure).answered(Json.write(IssuingView.of(closure))));
            });
    rules.changed();
    return outcome;
  }
}

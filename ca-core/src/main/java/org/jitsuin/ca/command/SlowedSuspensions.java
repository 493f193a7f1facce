package org.jitsuin.ca.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jitsuin.base.time.Interval;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.brake.Slowed;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.PaceTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Gives the alarm where somebody has been suspending cards faster than allowed for an hour: in the
 * audit log and in the log, once an hour.
 */
public final class SlowedSuspensions {
  private static final Duration QUIET = Duration.ofHours(1);

  private final Transactions transactions;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final Map<String, Slowed> slowed = new ConcurrentHashMap<>();
  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  public SlowedSuspensions(Transactions transactions, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /** Notes that a suspension was refused. */
  void refused(StaffMember caller) {
    Instant now = clock.instant();
    String person = caller.person();
    Slowed so = slowed.merge(person, Slowed.begun(now), (known, _) -> known.again(now));
    Interval quiet = new Interval(told.getOrDefault(person, Instant.EPOCH), QUIET);
    if (so.isLong() && !quiet.contains(now)) {
      tell(caller, so, now);
      told.put(person, now);
    }
  }

  private void tell(StaffMember caller, Slowed so, Instant now) {
    boolean first =
        transactions.run(handle -> {
          boolean mine = PaceTable.tell(handle, caller.person(), now.minus(QUIET), now);
          if (mine) {
            auditLog.append(
                handle,
                now,
                caller.actor(),
                new BrakeAct.SuspensionsSlowed(so.since(), so.refused()));
          }
          return mine;
        });
    if (first) {
      CaLog.LOG.suspensionsSlowed(caller.certificate(), so.refused(), so.since());
    }
  }
}

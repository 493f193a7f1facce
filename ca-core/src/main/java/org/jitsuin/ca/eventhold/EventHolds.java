package org.jitsuin.ca.eventhold;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.ca.brake.EventBreaker;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.brake.EventLimits;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.brake.UsualEvents;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.EventBreakerTable;
import org.jitsuin.ca.store.EventHold;
import org.jitsuin.ca.store.EventHold.Proposal;
import org.jitsuin.ca.store.EventHoldTable;
import org.jitsuin.ca.store.HeldEventTable;
import org.jitsuin.ca.store.HeldEventTable.Column;
import org.jitsuin.ca.store.StaffTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Decides on events that are held: one CA operator proposes to release or to reject them, another
 * one agrees. What was decided is carried out in the background.
 */
public final class EventHolds {
  private final Transactions transactions;
  private final EventLimits limits;
  private final InstantSource clock;
  private final AuditLog auditLog;

  public EventHolds(
      Transactions transactions, EventLimits limits, InstantSource clock, AuditLog auditLog) {
    this.transactions = transactions;
    this.limits = limits;
    this.clock = clock;
    this.auditLog = auditLog;
  }

  /** Proposes a decision; what was proposed before gives way. */
  public Outcome<Answered<EventHold>> propose(
      StaffMember caller, RequestId request, String id, HoldDecision decision, String reason) {
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller)
                .then(_ -> undecided(handle, id))
                .then(hold -> propose(handle, caller, hold, decision, reason)));
  }

  private Outcome<Effect<Answered<EventHold>>> propose(
      Handle handle, StaffMember caller, EventHold hold, HoldDecision decision, String reason) {
    Mark mark = new Mark(caller.person(), clock.instant());
    EventHoldTable.propose(handle, hold.id(), new Proposal(decision, reason, mark));
    String committed = auditLog.commit(handle, Map.of("reason", reason));
    AuditAct act =
        new BrakeAct.EventHoldProposed(
            hold.id(), decision.id(), committed, hold.counts().waiting());
    return done(handle, caller, hold.id(), act);
  }

  /**
   * Agrees to a decision that somebody else proposed: it is carried out from then on, and the
   * breaker counts from the beginning.
   *
   * @param decision that the caller agrees to
   */
  public Outcome<Answered<EventHold>> approve(
      StaffMember caller, RequestId request, String id, HoldDecision decision) {
    return transactions.once(
        request,
        handle ->
            StaffTable.present(handle, caller)
                .then(_ -> undecided(handle, id))
                .then(hold -> approve(handle, caller, hold, decision)));
  }

  private Outcome<Effect<Answered<EventHold>>> approve(
      Handle handle, StaffMember caller, EventHold hold, HoldDecision decision) {
    Optional<Proposal> proposal =
        hold.proposal().filter(proposed -> proposed.decision() == decision);
    if (proposal.isEmpty()) {
      return Outcome.refused(RefusalCode.NOTHING_PROPOSED);
    }
    if (proposal.get().mark().by().equals(caller.person())) {
      return Outcome.refused(RefusalCode.SAME_PERSON);
    }
    Instant now = clock.instant();
    EventHoldTable.approve(handle, hold.id(), decision, new Mark(caller.person(), now));
    EventBreakerTable.close(handle, hold.id());
    AuditAct act =
        new BrakeAct.EventHoldApproved(hold.id(), decision.id(), hold.counts().waiting());
    return done(handle, caller, hold.id(), act);
  }

  private static Outcome<EventHold> undecided(Handle handle, String id) {
    return found(EventHoldTable.lock(handle, id))
        .then(hold ->
            hold.state() == HoldState.OPEN
                ? Outcome.done(hold)
                : Outcome.refused(RefusalCode.HOLD_DECIDED, hold.state().id()));
  }

  private static Outcome<EventHold> found(Optional<EventHold> hold) {
    return hold.map(Outcome::done).orElseGet(() -> Outcome.refused(RefusalCode.HOLD_UNKNOWN));
  }

  private Outcome<Effect<Answered<EventHold>>> done(
      Handle handle, StaffMember caller, String id, AuditAct act) {
    auditLog.append(handle, caller.actor(), act);
    EventHold hold = EventHoldTable.find(handle, id).orElseThrow();
    return Outcome.done(Effect.untold(hold).answered(Json.write(EventHoldView.of(hold))));
  }

  /**
   * A hold with what waits in it.
   *
   * @param kinds how many events, by kind
   * @param municipalities how many events, by the resident's municipality
   */
  public record Content(
      EventHold hold, Map<String, Long> kinds, Map<String, Long> municipalities) {}

  /** A hold as it stands. */
  public Outcome<Content> read(String id) {
    return transactions.run(handle ->
        found(EventHoldTable.find(handle, id))
            .map(hold ->
                new Content(
                    hold,
                    HeldEventTable.count(handle, id, Column.KIND),
                    HeldEventTable.count(handle, id, Column.MUNICIPALITY))));
  }

  /**
   * Holds in the order in which they were opened.
   *
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  public List<EventHold> page(long after, int limit) {
    return transactions.run(handle -> EventHoldTable.page(handle, after, limit));
  }

  /**
   * A breaker in this hour.
   *
   * @param source the id of who reports
   * @param counted how many events came in this hour
   * @param usual how many come in the busiest hour of a day
   * @param limit how many may come in this hour
   * @param hold the hold that is open, if one is
   */
  public record Breaker(
      String source,
      EventClass events,
      long counted,
      long usual,
      long limit,
      Optional<String> hold) {}

  /** The breakers of all sources that ever reported anything. */
  public List<Breaker> breakers() {
    long hour = UsualEvents.hour(clock.instant());
    return transactions.run(handle ->
        EventBreakerTable.all(handle).stream().map(row -> breaker(handle, row, hour)).toList());
  }

  private Breaker breaker(Handle handle, EventBreakerTable.Row row, long hour) {
    EventBreaker now = row.breaker().in(hour);
    Map<Long, Long> hours =
        EventBreakerTable.hours(
            handle,
            row.source(),
            row.events(),
            UsualEvents.from(now.hour()),
            UsualEvents.today(now.hour()));
    long usual = UsualEvents.of(hours, now.hour());
    return new Breaker(
        row.source(),
        row.events(),
        now.events(),
        usual,
        limits.of(row.events(), usual),
        now.hold());
  }
}

package org.jitsuin.ca.residentevent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.EventHold;
import org.jitsuin.ca.store.EventHoldTable;
import org.jitsuin.ca.store.HeldEvent;
import org.jitsuin.ca.store.HeldEventTable;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Lease;

/**
 * Carries out what two people decided of held events: applies them in the order in which they came,
 * or refuses them. Each portion is one transaction, which takes out of the hold what it applies: a
 * server that dies leaves whole portions, and none is applied twice or left out. Of a resident the
 * first event that waits goes first, in whichever hold it is.
 *
 * <p>Not for several threads at once.
 */
public final class ReleaseHeldEvents {
  private static final int PORTION = 200;

  /** So that other work and other servers have their turn: some thousand events a second. */
  private static final int PORTIONS_A_ROUND = 2;

  private static final int HOLDS_AT_ONCE = 20;
  private static final String LEASE = "event-holds";
  private static final String COMPONENT = "ca-core";
  private static final Duration LEASE_DURATION = Duration.ofSeconds(10);

  /** How long a hold waits whose events wait for others. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final Lease lease;
  private final Actor actor;
  private final Map<String, Instant> pauses = new HashMap<>();

  public ReleaseHeldEvents(
      Transactions transactions,
      LifeCycle lifeCycle,
      InstantSource clock,
      AuditLog auditLog,
      Node node) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.clock = clock;
    this.auditLog = auditLog;
    this.lease = new Lease(transactions, node, LEASE, LEASE_DURATION);
    this.actor = new Actor.Component(COMPONENT, node.name());
  }

  /**
   * Does what is to be done now, if it is this server's turn.
   *
   * @return how many events were applied or refused
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE
   */
  public int round() {
    List<EventHold> decided = transactions.run(ReleaseHeldEvents::decided);
    pauses.keySet().retainAll(decided.stream().map(EventHold::id).toList());
    Instant now = clock.instant();
    List<EventHold> due =
        decided.stream()
            .filter(hold -> !now.isBefore(pauses.getOrDefault(hold.id(), Instant.MIN)))
            .toList();
    Optional<Fence> fence = due.isEmpty() ? Optional.empty() : lease.hold();
    return fence.map(mine -> due.stream().mapToInt(hold -> carryOn(hold, mine)).sum()).orElse(0);
  }

  private static List<EventHold> decided(Handle handle) {
    List<EventHold> decided = new ArrayList<>();
    for (HoldDecision decision : HoldDecision.values()) {
      decided.addAll(EventHoldTable.in(handle, HoldState.during(decision), HOLDS_AT_ONCE));
    }
    return decided;
  }

  private int carryOn(EventHold hold, Fence fence) {
    int done = 0;
    for (int i = 0; i < PORTIONS_A_ROUND; i++) {
      int portion = portion(hold, fence, PORTION);
      done += portion;
      if (portion == 0) {
        finish(hold, fence);
        return done;
      }
    }
    return done;
  }

  private int portion(EventHold hold, Fence fence, int size) {
    try {
      return transactions.run(handle -> carryOut(handle, hold, fence, size));
    } catch (RuntimeException e) {
      if (GroupFailure.mayPass(e)) {
        throw e;
      }
      return size > 1 ? oneByOne(hold, fence, size) : refuseFirst(hold, fence, e);
    }
  }

  private int oneByOne(EventHold hold, Fence fence, int size) {
    int done = 0;
    for (int i = 0; i < size; i++) {
      done += portion(hold, fence, 1);
    }
    return done;
  }

  /** Refuses the next event, which cannot be applied even alone, so that the others go on. */
  private int refuseFirst(EventHold hold, Fence fence, RuntimeException broken) {
    return transactions.run(handle -> {
      List<HeldEvent> next = isDecided(handle, hold) ? next(handle, hold, fence, 1) : List.of();
      for (HeldEvent event : next) {
        CaLog.LOG.heldEventBroken(event.eventId(), GroupFailure.told(broken));
        Refusal refusal = GroupFailure.refusal(broken);
        Instant now = clock.instant();
        HeldEventTable.refuse(handle, Map.of(event, refusal), now);
        EventHoldTable.progress(handle, hold.id(), 0, 1);
        auditLog.append(handle, now, actor, refused(event, refusal));
      }
      return next.size();
    });
  }

  private List<HeldEvent> next(Handle handle, EventHold hold, Fence fence, int size) {
    return lease.keep(handle, fence) ? HeldEventTable.next(handle, hold.id(), size) : List.of();
  }

  /** Carries out the decision on the next events; returns how many. */
  private int carryOut(Handle handle, EventHold hold, Fence fence, int size) {
    List<HeldEvent> next = next(handle, hold, fence, size);
    if (next.isEmpty()) {
      return 0;
    }
    Instant now = clock.instant();
    DossierTransaction dossiers = new DossierTransaction(handle, lifeCycle, auditLog, actor, now);
    dossiers.lock(next.stream().map(HeldEvent::registerId).distinct().toList());
    if (!isDecided(handle, hold)) {
      return 0;
    }
    EventGate gate = EventGate.open(new ApplyEvents.Sender(actor, COMPONENT));
    EventTransaction intake = new EventTransaction(handle, dossiers, gate, now);
    Map<HeldEvent, ResidentEvent> wanted = wanted(hold, next);
    intake.readEvents(wanted.values());
    List<HeldEvent> applied = new ArrayList<>();
    Map<HeldEvent, Refusal> refused = new LinkedHashMap<>();
    for (HeldEvent event : next) {
      refusal(intake, wanted, event)
          .ifPresentOrElse(refusal -> refused.put(event, refusal), () -> applied.add(event));
    }
    refused.forEach((event, refusal) -> dossiers.record(refused(event, refusal)));
    HeldEventTable.remove(handle, applied);
    HeldEventTable.refuse(handle, refused, now);
    EventHoldTable.progress(handle, hold.id(), applied.size(), refused.size());
    // Of a resident who is known nothing waits to become known, and an open gate stays open.
    StatusFeed.append(handle, intake.write().orElseThrow(), now);
    return next.size();
  }

  /**
   * Returns whether what was decided still is, and keeps it so until the transaction ends: it falls
   * with who decided it. Residents are locked before holds.
   */
  private static boolean isDecided(Handle handle, EventHold hold) {
    return EventHoldTable.lock(handle, hold.id())
        .filter(now -> now.state() == hold.state())
        .isPresent();
  }

  /** Returns the events that are to be applied; what is rejected is not even read. */
  private static Map<HeldEvent, ResidentEvent> wanted(EventHold hold, List<HeldEvent> next) {
    boolean released = hold.state() == HoldState.RELEASING;
    Map<HeldEvent, ResidentEvent> wanted = new LinkedHashMap<>();
    for (HeldEvent event : next) {
      if (released || event.behind()) {
        wanted.put(event, PendingEvents.read(event.event().orElseThrow()));
      }
    }
    return wanted;
  }

  private static Optional<Refusal> refusal(
      EventTransaction intake, Map<HeldEvent, ResidentEvent> wanted, HeldEvent held) {
    ResidentEvent event = wanted.get(held);
    if (event == null) {
      return Optional.of(Refusal.of(RefusalCode.EVENT_REJECTED));
    }
    return intake.release(event) instanceof Outcome.Refused<?>(Refusal refusal)
        ? Optional.of(refusal)
        : Optional.empty();
  }

  private static BrakeAct refused(HeldEvent event, Refusal refusal) {
    return new BrakeAct.HeldEventRefused(event.hold(), event.eventId(), refusal.code().name());
  }

  /** Ends a hold in which nothing waits; one whose events wait for others rests for a while. */
  private void finish(EventHold hold, Fence fence) {
    Optional<EventHold.Counts> ended = transactions.run(handle -> finish(handle, hold, fence));
    if (ended.isPresent()) {
      CaLog.LOG.holdFinished(hold.id(), ended.get().applied(), ended.get().refused());
    } else {
      pauses.put(hold.id(), clock.instant().plus(PAUSE));
    }
  }

  private Optional<EventHold.Counts> finish(Handle handle, EventHold decided, Fence fence) {
    String id = decided.id();
    if (!lease.keep(handle, fence)) {
      return Optional.empty();
    }
    // Whoever adds an event to it waits for the lock, and finds that it has ended.
    EventHold hold = EventHoldTable.lock(handle, id).orElseThrow();
    if (hold.state() != decided.state() || HeldEventTable.isWaiting(handle, id)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    HoldDecision decision = hold.proposal().orElseThrow().decision();
    EventHoldTable.end(handle, id, HoldState.after(decision), now);
    EventHold.Counts counts = hold.counts();
    auditLog.append(
        handle, now, actor, new BrakeAct.EventHoldFinished(id, counts.applied(), counts.refused()));
    return Optional.of(counts);
  }
}

package org.jitsuin.ca.residentevent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Dossier;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.PlannedChange;
import org.jitsuin.ca.store.PlannedChange.Kind;
import org.jitsuin.ca.store.PlannedTable;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;

/**
 * Lets take effect what is due: events on their own dates, the end of cards whose last day was
 * moved forward, suspensions that nobody lifted. What takes effect is taken off the plan in the
 * same transaction: after a crash it is simply still due, and of two servers one finds it gone.
 */
public final class ApplyPlanned {
  private static final int AT_ONCE = 500;

  /** The time for which an action that cannot be done waits, so that it does not delay others. */
  private static final Duration POSTPONED = Duration.ofHours(1);

  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final Actor actor;

  public ApplyPlanned(
      Transactions transactions,
      LifeCycle lifeCycle,
      InstantSource clock,
      AuditLog auditLog,
      Node node) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.clock = clock;
    this.auditLog = auditLog;
    this.actor = new Actor.Component("ca-core", node.name());
  }

  /**
   * Takes all that is due.
   *
   * @return how much took effect
   */
  public int round() {
    Instant now = clock.instant();
    int taken = 0;
    List<PlannedChange> due;
    do {
      due = transactions.run(handle -> PlannedTable.due(handle, now, AT_ONCE));
      taken += take(due);
    } while (due.size() == AT_ONCE);
    return taken + lifeCycle.policy().holdEndsAfter().map(this::endHolds).orElse(0);
  }

  /** Carries actions out together, or each alone where one of them hinders the others. */
  private int take(List<PlannedChange> due) {
    if (due.isEmpty()) {
      return 0;
    }
    try {
      return transactions.run(handle -> together(handle, due));
    } catch (RuntimeException e) {
      if (GroupFailure.mayPass(e)) {
        throw e;
      }
      if (due.size() > 1) {
        return due.stream().mapToInt(one -> take(List.of(one))).sum();
      }
      CaLog.LOG.plannedPostponed(due.getFirst().id(), GroupFailure.told(e));
      transactions.run(handle -> {
        PlannedTable.postpone(handle, due.getFirst(), clock.instant().plus(POSTPONED));
        return due;
      });
      return 0;
    }
  }

  private int together(Handle handle, List<PlannedChange> due) {
    Instant now = clock.instant();
    DossierTransaction dossiers = new DossierTransaction(handle, lifeCycle, auditLog, actor, now);
    // Whoever else acts upon these residents locks the resident first, too.
    dossiers.lock(due.stream().map(PlannedChange::registerId).distinct().toList());
    int taken = 0;
    for (PlannedChange one : stillDue(handle, due, now)) {
      // Events about those who did not become known are over.
      if (one.kind() != Kind.WAITING) {
        taken += perform(dossiers, one) ? 1 : 0;
      }
    }
    StatusFeed.append(handle, dossiers.write(), now);
    return taken;
  }

  /** Takes off the plan what nobody took and nobody moved to a later day meanwhile. */
  private static List<PlannedChange> stillDue(Handle handle, List<PlannedChange> due, Instant now) {
    List<PlannedChange> mine = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<String> ids =
          due.stream().filter(one -> one.kind() == kind).map(PlannedChange::id).toList();
      List<PlannedChange> locked =
          PlannedTable.lock(handle, kind, ids).stream()
              .filter(one -> !one.dueAt().isAfter(now))
              .toList();
      PlannedTable.remove(handle, kind, locked.stream().map(PlannedChange::id).toList());
      mine.addAll(locked);
    }
    mine.sort(Comparator.comparing(PlannedChange::dueAt).thenComparing(PlannedChange::id));
    return mine;
  }

  private static boolean perform(DossierTransaction dossiers, PlannedChange due) {
    boolean cardEnd = due.kind() == Kind.CARD_END;
    Command command =
        cardEnd
            ? new Command.EndOfDay(due.id())
            : new Command.TakeIn(PendingEvents.read(due.event().orElseThrow()));
    String origin = cardEnd ? "planned" : EventTransaction.origin(due.id());
    if (dossiers.decide(due.registerId(), command)
        instanceof Outcome.Done<Performed>(Performed performed)) {
      dossiers.record(performed, origin, "");
      return !performed.decision().changes().isEmpty();
    }
    return false;
  }

  private int endHolds(Period after) {
    Instant before = clock.instant().atZone(JapanTime.ZONE).minus(after).toInstant();
    List<Card> overdue =
        transactions.run(handle -> CardTable.suspended(handle, before, Optional.empty(), AT_ONCE));
    int ended = 0;
    for (Card card : overdue) {
      ended += transactions.run(handle -> endHold(handle, card)) ? 1 : 0;
    }
    return ended;
  }

  private boolean endHold(Handle handle, Card card) {
    Dossier dossier = Dossiers.lock(handle, card.registerId()).orElseThrow().dossier();
    Instant now = clock.instant();
    DossierTransaction dossiers = new DossierTransaction(handle, lifeCycle, auditLog, actor, now);
    dossiers.add(dossier);
    if (dossiers.decide(card.registerId(), new Command.EndHold(card.id()))
        instanceof Outcome.Done<Performed>(Performed performed)) {
      dossiers.record(performed, "rule", "");
      StatusFeed.append(handle, dossiers.write(), now);
      return !performed.decision().changes().isEmpty();
    }
    return false;
  }
}

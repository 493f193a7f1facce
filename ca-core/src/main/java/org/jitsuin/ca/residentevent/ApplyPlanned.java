package org.jitsuin.ca.residentevent;

import java.security.SecureRandom;
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
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.command.AuditTrail;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.PlannedTable;
import org.jitsuin.ca.store.PlannedTable.Kind;
import org.jitsuin.ca.store.PlannedTable.Planned;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

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
  private final PerformAct performAct;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Actor actor;

  public ApplyPlanned(
      Transactions transactions,
      LifeCycle lifeCycle,
      PerformAct performAct,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.performAct = performAct;
    this.clock = clock;
    this.random = random;
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
    List<Planned> due;
    do {
      due = transactions.run(handle -> PlannedTable.due(handle, now, AT_ONCE));
      taken += take(due);
    } while (due.size() == AT_ONCE);
    return taken + lifeCycle.policy().holdEndsAfter().map(this::endHolds).orElse(0);
  }

  /** Carries actions out together, or each alone where one of them hinders the others. */
  private int take(List<Planned> due) {
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

  private int together(Handle handle, List<Planned> due) {
    Instant now = clock.instant();
    DossierTransaction docket = new DossierTransaction(handle, lifeCycle, actor, now, random);
    // Whoever else acts upon these residents locks the resident first, too.
    docket.lock(due.stream().map(Planned::registerId).distinct().toList());
    int taken = 0;
    for (Planned one : stillDue(handle, due, now)) {
      // Events about those who did not become known are over.
      if (one.kind() != Kind.WAITING) {
        taken += perform(docket, one) ? 1 : 0;
      }
    }
    StatusFeed.append(handle, docket.write(), now);
    return taken;
  }

  /** Takes off the plan what nobody took and nobody moved to a later day meanwhile. */
  private static List<Planned> stillDue(Handle handle, List<Planned> due, Instant now) {
    List<Planned> mine = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<String> ids = due.stream().filter(one -> one.kind() == kind).map(Planned::id).toList();
      List<Planned> locked =
          PlannedTable.lock(handle, kind, ids).stream()
              .filter(one -> !one.dueAt().isAfter(now))
              .toList();
      PlannedTable.remove(handle, kind, locked.stream().map(Planned::id).toList());
      mine.addAll(locked);
    }
    mine.sort(Comparator.comparing(Planned::dueAt).thenComparing(Planned::id));
    return mine;
  }

  private static boolean perform(DossierTransaction docket, Planned due) {
    boolean cardEnd = due.kind() == Kind.CARD_END;
    Command command =
        cardEnd
            ? new Command.EndOfDay(due.id())
            : new Command.TakeIn(PendingEvents.read(due.event().orElseThrow()));
    String origin = cardEnd ? "planned" : EventTransaction.origin(due.id());
    if (docket.decide(due.registerId(), command)
        instanceof Outcome.Done<Performed>(Performed performed)) {
      AuditTrail.of(performed, origin, "").forEach(docket::record);
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
    Dossiers.Filed filed = Dossiers.lock(handle, card.registerId()).orElseThrow();
    Command command = new Command.EndHold(card.id());
    Outcome<Effect<Performed>> outcome =
        performAct.decide(handle, actor, filed.dossier(), Evidenced.of(command), "rule");
    if (outcome instanceof Outcome.Done<Effect<Performed>>(Effect<Performed> effect)) {
      StatusFeed.append(handle, effect.changes(), clock.instant());
      return !effect.result().decision().changes().isEmpty();
    }
    return false;
  }
}

package org.jitsuin.ca.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.audit.Actor;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.act.PerformAct;
import org.jitsuin.ca.act.PerformAct.Evidenced;
import org.jitsuin.ca.act.Performed;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Outcome;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.PlannedTable;
import org.jitsuin.ca.store.PlannedTable.Planned;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.store.Transactions.Effect;

/**
 * Lets take effect what is due: events on their own dates, the end of cards whose last day was
 * moved forward, suspensions that nobody lifted. Each is one transaction, which also takes it off
 * the plan: after a crash it is simply still due.
 */
public final class TakePlanned {
  private static final int AT_ONCE = 500;

  private final Transactions transactions;
  private final Policy policy;
  private final PerformAct performAct;
  private final InstantSource clock;
  private final Actor actor;

  public TakePlanned(
      Transactions transactions,
      Policy policy,
      PerformAct performAct,
      InstantSource clock,
      Node node) {
    this.transactions = transactions;
    this.policy = policy;
    this.performAct = performAct;
    this.clock = clock;
    this.actor = new Actor.Component("ca-core", node.name());
  }

  /**
   * Takes a round.
   *
   * @return how much took effect
   */
  public int round() {
    Instant now = clock.instant();
    int taken = 0;
    for (Planned due : transactions.run(handle -> PlannedTable.due(handle, now, AT_ONCE))) {
      taken += transactions.run(handle -> take(handle, due)) ? 1 : 0;
    }
    return taken + policy.holdEndsAfter().map(this::endHolds).orElse(0);
  }

  private boolean take(Handle handle, Planned due) {
    // Whoever else acts upon this resident locks the resident first, too.
    Optional<Dossiers.Filed> filed = Dossiers.lock(handle, due.registerId());
    if (!PlannedTable.remove(handle, due.kind(), due.id())) {
      return false;
    }
    if (due.kind() == PlannedTable.Kind.WAITING) {
      return false;
    }
    Command command =
        due.kind() == PlannedTable.Kind.CARD_END
            ? new Command.EndOfDay(due.id())
            : new Command.TakeIn(KeptEvents.read(due.event().orElseThrow()));
    String origin =
        due.kind() == PlannedTable.Kind.CARD_END ? "planned" : "resident-event " + due.id();
    return perform(handle, filed.orElseThrow(), command, origin);
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
    return perform(handle, filed, new Command.EndHold(card.id()), "rule");
  }

  private boolean perform(Handle handle, Dossiers.Filed filed, Command command, String origin) {
    Outcome<Effect<Performed>> outcome =
        performAct.decide(handle, actor, filed.dossier(), Evidenced.of(command), origin);
    if (outcome instanceof Outcome.Done<Effect<Performed>>(Effect<Performed> effect)) {
      StatusFeed.append(handle, effect.changes(), clock.instant());
      return !effect.result().decision().changes().isEmpty();
    }
    return false;
  }
}

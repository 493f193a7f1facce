package org.jitsuin.ca.cardwriting;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.CardOrder.State;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.store.CardOrderTable;
import org.jitsuin.ca.store.CardOrderTable.OpenOrders;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.Dossiers;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;

/**
 * Ends the orders whose certificates no card is known to hold after the time that policy gives. Of
 * two servers one finds an order ended.
 */
public final class LapseOrders {
  private static final int AT_ONCE = 200;

  private final Transactions transactions;
  private final InstantSource clock;
  private final OrderPolicy policy;
  private final OrderEnd end;
  private final Actor actor;
  private final LongAdder lapsed = new LongAdder();
  private volatile OpenOrders open = new OpenOrders(0, 0);

  public LapseOrders(
      Transactions transactions, InstantSource clock, OrderPolicy policy, OrderEnd end, Node node) {
    this.transactions = transactions;
    this.clock = clock;
    this.policy = policy;
    this.end = end;
    this.actor = new Actor.Component("ca-core", node.name());
  }

  /**
   * Ends those that are due.
   *
   * @return how many
   */
  public int round() {
    Instant now = clock.instant();
    Instant before = now.minus(policy.lapse());
    List<CardOrder> due =
        transactions.run(handle -> CardOrderTable.overdue(handle, before, now, AT_ONCE));
    int ended = 0;
    for (CardOrder order : due) {
      ended += transactions.run(handle -> lapse(handle, order, before)) ? 1 : 0;
    }
    lapsed.add(ended);
    open = transactions.run(CardOrderTable::open);
    return ended;
  }

  /** Returns how many orders this server has ended since its start. */
  public long lapsed() {
    return lapsed.sum();
  }

  /** Returns what was open at the end of the last round. */
  public OpenOrders open() {
    return open;
  }

  private boolean lapse(Handle handle, CardOrder seen, Instant before) {
    Optional<FiledDossier> filed =
        CardTable.find(handle, seen.cardId())
            .map(Card::registerId)
            .flatMap(owner -> Dossiers.lock(handle, owner));
    Optional<CardOrder> order =
        CardOrderTable.lock(handle, seen.id())
            .filter(CardOrder::isOpen)
            .filter(open -> open.issuedAt().filter(at -> at.isBefore(before)).isPresent())
            .filter(open -> !open.leasedUntil().isAfter(clock.instant()));
    if (order.isEmpty()) {
      return false;
    }
    if (filed.isEmpty()) {
      end.runAlone(handle, actor, order.get(), State.LAPSED);
      return true;
    }
    OrderEnd.Ended ended = end.run(handle, actor, filed.get(), order.get(), State.LAPSED, "rule");
    StatusFeed.append(handle, ended.told(), clock.instant());
    return true;
  }
}

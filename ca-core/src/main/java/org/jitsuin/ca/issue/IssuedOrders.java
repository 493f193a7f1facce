package org.jitsuin.ca.issue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.issue.IssueAct.Signed;
import org.jitsuin.ca.store.CardOrderTable;
import org.jitsuin.ca.store.CardOrderTable.Written;

/**
 * The orders over which certificates are issued: noted in the transaction that records the
 * certificates, so that none is forgotten that no card holds. Costs nothing where there are none.
 */
final class IssuedOrders {
  private IssuedOrders() {}

  private static List<String> orders(List<Signed> acts) {
    return acts.stream().flatMap(one -> one.order().stream()).distinct().toList();
  }

  /**
   * Notes that something is issued over orders; the holders are locked.
   *
   * @return whether all of them are open
   */
  static boolean note(Handle handle, List<Signed> acts, Instant now) {
    List<String> orders = orders(acts);
    return CardOrderTable.issue(handle, orders, now) == orders.size();
  }

  /** Returns and locks those of the orders that are open. */
  static Set<String> lockOpen(Handle handle, List<Signed> acts) {
    Set<String> open = new HashSet<>();
    for (String order : orders(acts)) {
      CardOrderTable.lock(handle, order)
          .filter(CardOrder::isOpen)
          .map(CardOrder::id)
          .ifPresent(open::add);
    }
    return open;
  }

  /** Writes which certificates were issued over which order. */
  static void write(Handle handle, List<Signed> acts) {
    CardOrderTable.insertIssued(handle, acts.stream().flatMap(IssuedOrders::written).toList());
  }

  private static Stream<Written> written(Signed act) {
    return act.order().stream()
        .flatMap(order -> act.certificates().stream().map(filed -> new Written(order, filed)));
  }
}

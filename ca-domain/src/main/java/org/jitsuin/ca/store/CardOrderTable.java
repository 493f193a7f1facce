package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.CardOrderRules.Wish;
import org.jitsuin.ca.cardorder.IssuedOver;

/**
 * The tables {@code ca.card_order} and {@code ca.card_order_certificate}: what is being written to
 * which card. Whoever writes them has locked the holder before.
 */
public final class CardOrderTable {
  private static final GenericType<Set<Authority>> KINDS = new GenericType<>() {};

  private static final String SELECT =
      """
      SELECT order_id AS id, card_id, chip, kinds, state, opened_at, opened_by, leased_to,
        leased_until, issued_at, ended_at, counter
      FROM ca.card_order
      """;

  private CardOrderTable() {}

  /** Returns and locks all that could be in the way of a wish; a few. */
  public static List<CardOrder> around(Handle handle, Wish wish) {
    Set<CardOrder> found = new HashSet<>();
    for (String column : List.of("order_id", "card_id", "chip")) {
      String value =
          switch (column) {
            case "order_id" -> wish.id();
            case "card_id" -> wish.cardId();
            default -> wish.chip();
          };
      found.addAll(
          handle
              .createQuery(SELECT + " WHERE " + column + " = :value FOR UPDATE")
              .bind("value", value)
              .mapTo(CardOrder.class)
              .list());
    }
    return List.copyOf(found);
  }

  public static Optional<CardOrder> lock(Handle handle, String id) {
    return handle
        .createQuery(SELECT + " WHERE order_id = :id FOR UPDATE")
        .bind("id", id)
        .mapTo(CardOrder.class)
        .findOne();
  }

  /** Returns those of some orders that there are. */
  public static List<CardOrder> find(Handle handle, Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : handle
            .createQuery(SELECT + " WHERE order_id IN (<ids>)")
            .bindList("ids", List.copyOf(ids))
            .mapTo(CardOrder.class)
            .list();
  }

  /** Returns the orders of a card, the newest first. */
  public static List<CardOrder> ofCard(Handle handle, String cardId, int limit) {
    return handle
        .createQuery(
            SELECT + " WHERE card_id = :card ORDER BY opened_at DESC, order_id LIMIT :limit")
        .bind("card", cardId)
        .bind("limit", limit)
        .mapTo(CardOrder.class)
        .list();
  }

  /** Returns open orders over which was issued before that, and at which nobody is. */
  public static List<CardOrder> overdue(Handle handle, Instant before, Instant now, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                 WHERE state = 'open' AND issued_at < :before AND leased_until <= :now
                 ORDER BY issued_at LIMIT :limit
                """)
        .bind("before", before)
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(CardOrder.class)
        .list();
  }

  /**
   * How many orders are open.
   *
   * @param begun over which nothing was issued yet
   * @param issued over which certificates were issued that no card is known to hold
   */
  public record OpenOrders(long begun, long issued) {}

  /** Counts the open orders; they are few, and have an index of their own. */
  public static OpenOrders open(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) - COUNT(issued_at) AS begun, COUNT(issued_at) AS issued
            FROM ca.card_order WHERE state = 'open'
            """)
        .map((row, _) -> new OpenOrders(row.getLong("begun"), row.getLong("issued")))
        .one();
  }

  public static void insert(Handle handle, CardOrder order) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.card_order
              (order_id, card_id, chip, kinds, state, opened_at, opened_by, leased_to, leased_until,
               open_card, open_chip)
            VALUES (:id, :cardId, :chip, :kinds, :state, :openedAt, :openedBy, :leasedTo,
              :leasedUntil, :cardId, :chip)
            """)
        .bind("id", order.id())
        .bind("cardId", order.cardId())
        .bind("chip", order.chip())
        .bindByType("kinds", order.kinds(), KINDS)
        .bind("state", order.state())
        .bind("openedAt", order.openedAt())
        .bind("openedBy", order.openedBy())
        .bind("leasedTo", order.leasedTo())
        .bind("leasedUntil", order.leasedUntil())
        .execute();
  }

  /** Writes who is at an order, and how it ended if it did. */
  public static void update(Handle handle, CardOrder order) {
    handle
        .createUpdate(
            """
            UPDATE ca.card_order SET leased_to = :leasedTo, leased_until = :leasedUntil,
              state = :state, ended_at = :endedAt, counter = :counter,
              open_card = IF(:state = 'open', card_id, NULL),
              open_chip = IF(:state = 'open', chip, NULL)
            WHERE order_id = :id
            """)
        .bind("leasedTo", order.leasedTo())
        .bind("leasedUntil", order.leasedUntil())
        .bind("state", order.state())
        .bind("endedAt", order.endedAt())
        .bind("counter", order.counter())
        .bind("id", order.id())
        .execute();
  }

  /**
   * Notes that certificates are issued over orders.
   *
   * @return how many of them are open
   */
  public static int issue(Handle handle, Collection<String> ids, Instant now) {
    return ids.isEmpty()
        ? 0
        : handle
            .createUpdate(
                """
                UPDATE ca.card_order SET issued_at = :now
                WHERE order_id IN (<ids>) AND state = 'open'
                """)
            .bind("now", now)
            .bindList("ids", List.copyOf(ids))
            .execute();
  }

  /** A certificate and the order over which it was issued. */
  public record Written(String order, FiledCertificate certificate) {}

  public static void insertIssued(Handle handle, Collection<Written> issued) {
    if (issued.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.card_order_certificate (issuer_no, serial, order_id, sha256)
            VALUES (:issuer, :serial, :order, :sha256)
            """);
    for (Written one : issued) {
      batch
          .bind("issuer", one.certificate().certificate().issuerNumber())
          .bind("serial", one.certificate().certificate().serial())
          .bind("order", one.order())
          .bind("sha256", one.certificate().der().fingerprint())
          .add();
    }
    batch.execute();
  }

  /** Returns what was issued over an order. */
  public static List<IssuedOver> issued(Handle handle, String id) {
    return handle
        .createQuery(
            """
            SELECT c.issuer_no AS issuer_number, i.authority, i.generation, c.serial, c.sha256
            FROM ca.card_order_certificate c STRAIGHT_JOIN status.issuer i
              ON i.issuer_no = c.issuer_no
            WHERE c.order_id = :id ORDER BY i.authority, c.serial
            """)
        .bind("id", id)
        .mapTo(IssuedOver.class)
        .list();
  }
}

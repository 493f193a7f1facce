package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.outcome.Refusal;

/** The table {@code ca.held_event}. Whoever changes it has locked the residents before. */
public final class HeldEventTable {
  private static final String SELECT =
      """
      SELECT held_no AS number, event_id, register_id, hold_id AS hold, behind, event,
        refusal_code AS refusal, refusal_detail AS detail
      FROM ca.held_event h
      """;

  private HeldEventTable() {}

  /**
   * An event to be held.
   *
   * @param municipality of the resident
   */
  public record Fresh(
      String eventId,
      String registerId,
      String hold,
      String kind,
      String municipality,
      boolean behind,
      Bytes event) {}

  /** Holds events, in their order. */
  public static void insert(Handle handle, Collection<Fresh> events, Instant now) {
    if (events.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.held_event
              (event_id, register_id, hold_id, kind, municipality, behind, event, held_at)
            VALUES (:eventId, :registerId, :hold, :kind, :municipality, :behind, :event, :now)
            """);
    events.forEach(event -> batch.bindMethods(event).bind("now", now).add());
    batch.execute();
  }

  /** Returns what is held or was refused of these residents, in the order in which it came. */
  public static List<HeldEvent> of(Handle handle, Collection<String> registerIds) {
    return registerIds.isEmpty()
        ? List.of()
        : handle
            .createQuery(SELECT + "WHERE register_id IN (<ids>) ORDER BY held_no")
            .bindList("ids", InList.of(registerIds))
            .mapTo(HeldEvent.class)
            .list();
  }

  /**
   * Returns the next events of a hold: those before which nothing about the same resident waits in
   * another one.
   */
  public static List<HeldEvent> next(Handle handle, String hold, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE h.hold_id = :hold AND h.refused_at IS NULL AND NOT EXISTS (
                  SELECT 1 FROM ca.held_event e
                  WHERE e.register_id = h.register_id AND e.held_no < h.held_no
                    AND e.refused_at IS NULL AND e.hold_id <> h.hold_id)
                ORDER BY h.held_no LIMIT :limit
                """)
        .bind("hold", hold)
        .bind("limit", limit)
        .mapTo(HeldEvent.class)
        .list();
  }

  /** Returns whether anything waits in a hold. */
  public static boolean isWaiting(Handle handle, String hold) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1 FROM ca.held_event WHERE hold_id = :hold AND refused_at IS NULL)
            """)
        .bind("hold", hold)
        .mapTo(boolean.class)
        .one();
  }

  /** Takes out what was applied, in that transaction. */
  public static void remove(Handle handle, Collection<HeldEvent> events) {
    if (!events.isEmpty()) {
      handle
          .createUpdate("DELETE FROM ca.held_event WHERE held_no IN (<numbers>)")
          .bindList("numbers", events.stream().map(HeldEvent::number).toList())
          .execute();
    }
  }

  /** Writes that events were refused, and forgets what was in them. */
  public static void refuse(Handle handle, Map<HeldEvent, Refusal> refused, Instant now) {
    if (refused.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            UPDATE ca.held_event SET event = NULL, refusal_code = :code, refusal_detail = :detail,
              refused_at = :now
            WHERE held_no = :number
            """);
    refused.forEach((event, refusal) ->
        batch
            .bind("code", refusal.code())
            .bind("detail", refusal.detail())
            .bind("now", now)
            .bind("number", event.number())
            .add());
    batch.execute();
  }

  /** What is counted in a hold. */
  public enum Column {
    /** The kind of event. */
    KIND,
    /** The municipality of the resident when it came. */
    MUNICIPALITY
  }

  /** Returns how many events wait in a hold, by kind or by municipality. */
  public static Map<String, Long> count(Handle handle, String hold, Column column) {
    String of = column == Column.KIND ? "kind" : "municipality";
    return handle
        .createQuery(
            """
            SELECT %s AS counted, COUNT(*) AS events FROM ca.held_event
            WHERE hold_id = :hold AND refused_at IS NULL GROUP BY 1
            """
                .formatted(of))
        .bind("hold", hold)
        .reduceRows(
            new TreeMap<>(),
            (counts, row) -> {
              counts.put(
                  row.getColumn("counted", String.class), row.getColumn("events", Long.class));
              return counts;
            });
  }
}

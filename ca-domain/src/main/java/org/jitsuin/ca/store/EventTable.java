package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Bytes;

/** The table {@code ca.resident_event}. */
public final class EventTable {
  private EventTable() {}

  /** Returns those of these events that were recorded before, by id. */
  public static Map<String, KeptEvent> find(Handle handle, Collection<String> eventIds) {
    if (eventIds.isEmpty()) {
      return Map.of();
    }
    Map<String, KeptEvent> kept =
        handle
            .createQuery(
                """
                SELECT event_id, register_id, content_hash AS content, result FROM ca.resident_event
                WHERE event_id IN (<ids>)
                """)
            .bindList("ids", InList.of(eventIds))
            .reduceRows(
                new HashMap<>(),
                (rows, row) -> {
                  rows.put(row.getColumn("event_id", String.class), row.getRow(KeptEvent.class));
                  return rows;
                });
    if (!kept.isEmpty()) {
      HeadRows.of(handle).retell();
    }
    return kept;
  }

  /** An event that was taken in, and when. */
  public record Recorded(String eventId, Instant recordedAt) {}

  /** Returns the events about those residents; some dozens each. */
  static List<Recorded> ofResidents(Handle handle, Collection<String> registerIds) {
    return registerIds.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                """
                SELECT event_id, recorded_at FROM ca.resident_event
                WHERE register_id IN (<ids>) AND register_id <> ''
                """)
            .bindList("ids", InList.of(registerIds))
            .mapTo(Recorded.class)
            .list();
  }

  /**
   * Erases whom those events were about. They stay known as taken in: one that comes again is
   * refused, and brings nothing back.
   */
  static void erase(Handle handle, Collection<String> eventIds) {
    if (!eventIds.isEmpty()) {
      handle
          .createUpdate(
              """
              UPDATE ca.resident_event SET register_id = '', content_hash = REPEAT(x'00', 32)
              WHERE event_id IN (<ids>)
              """)
          .bindList("ids", InList.of(eventIds))
          .execute();
    }
  }

  /**
   * An event to be kept.
   *
   * @param row what is compared and answered when it comes again
   */
  public record Fresh(String eventId, String kind, KeptEvent row) {}

  /** Keeps events; fails if there is one with an id among theirs. */
  public static void insert(Handle handle, Collection<Fresh> events, Instant now) {
    if (events.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.resident_event
              (event_id, content_hash, register_id, kind, recorded_at, result)
            VALUES (:id, :content, :registerId, :kind, :now, :result)
            """);
    for (Fresh event : events) {
      batch
          .bind("id", event.eventId())
          .bind("content", event.row().content())
          .bind("registerId", event.row().registerId())
          .bind("kind", event.kind())
          .bind("now", now)
          .bind("result", event.row().result())
          .add();
    }
    batch.execute();
  }

  /**
   * Writes what is answered from now on to events that were held until now. They count as recorded
   * now, as their entries do: these are found by the time.
   *
   * @param results by the events' ids
   */
  public static void settle(Handle handle, Map<String, Bytes> results, Instant now) {
    if (results.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            UPDATE ca.resident_event SET result = :result, recorded_at = :now WHERE event_id = :id
            """);
    results.forEach(
        (id, result) -> batch.bind("result", result).bind("now", now).bind("id", id).add());
    batch.execute();
  }
}

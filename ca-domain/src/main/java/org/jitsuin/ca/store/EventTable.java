package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;

/** The table {@code ca.resident_event}. */
public final class EventTable {
  private EventTable() {}

  /**
   * An event that was taken in.
   *
   * @param registerId whom it is about
   * @param content the hash of the whole event
   * @param result the bytes that were answered
   */
  public record Row(String registerId, Fingerprint content, Bytes result) {}

  /** Returns those of these events that were recorded before, by id. */
  public static Map<String, Row> find(Handle handle, Collection<String> eventIds) {
    return eventIds.isEmpty()
        ? Map.of()
        : handle
            .createQuery(
                """
                SELECT event_id, register_id, content_hash, result FROM ca.resident_event
                WHERE event_id IN (<ids>)
                """)
            .bindList("ids", List.copyOf(eventIds))
            .reduceRows(
                new HashMap<>(),
                (rows, row) -> {
                  Fingerprint content =
                      Fingerprint.ofDigest(row.getColumn("content_hash", byte[].class));
                  Bytes result = Bytes.of(row.getColumn("result", byte[].class));
                  String registerId = row.getColumn("register_id", String.class);
                  rows.put(
                      row.getColumn("event_id", String.class),
                      new Row(registerId, content, result));
                  return rows;
                });
  }

  /**
   * An event to be kept.
   *
   * @param row what is compared and answered when it comes again
   */
  public record Fresh(String eventId, String kind, Row row) {}

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
          .bind("content", event.row().content().octets())
          .bind("registerId", event.row().registerId())
          .bind("kind", event.kind())
          .bind("now", now.toEpochMilli())
          .bind("result", event.row().result().bytes())
          .add();
    }
    batch.execute();
  }
}

package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Der;
import org.jitsuin.base.model.Fingerprint;

/** {@code ca.resident_event}. */
public final class EventTable {
  private EventTable() {}

  /**
   * An event that was taken in.
   *
   * @param content the hash of the whole event
   * @param result the bytes that were answered
   */
  public record Row(Fingerprint content, Der result) {}

  public static Optional<Row> find(Handle handle, String eventId) {
    return handle
        .createQuery("SELECT content_hash, result FROM ca.resident_event WHERE event_id = :id")
        .bind("id", eventId)
        .map((row, context) ->
            new Row(
                Fingerprint.ofDigest(row.getBytes("content_hash")), Der.of(row.getBytes("result"))))
        .findOne();
  }

  /** Keeps an event; fails if there is one with its id. */
  public static void insert(
      Handle handle, String eventId, String registerId, String kind, Row row, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.resident_event
              (event_id, content_hash, register_id, kind, recorded_at, result)
            VALUES (:id, :content, :registerId, :kind, :now, :result)
            """)
        .bind("id", eventId)
        .bind("content", row.content().octets())
        .bind("registerId", registerId)
        .bind("kind", kind)
        .bind("now", now.toEpochMilli())
        .bind("result", row.result().bytes())
        .execute();
  }
}

package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code ca.event_batch}: the progress of batches of resident events. */
public final class EventBatchTable {
  private EventBatchTable() {}

  /**
   * Names a batch.
   *
   * @param caller who sends it; the same key of another caller is another batch
   * @param key at most 200 characters of ASCII
   */
  public record BatchId(String caller, String key) {}

  /**
   * The progress of a batch of resident events.
   *
   * @param lines from the first on, those refused included
   * @param refused how many of these were refused
   */
  public record Progress(long lines, long refused, Instant updatedAt) {
    /** The number of the first line that was not taken in; the first of all is 1. */
    public long next() {
      return lines + 1;
    }
  }

  public static Optional<Progress> find(Handle handle, BatchId id) {
    return select(handle, id, "");
  }

  /** Makes a batch known of which nothing is taken in yet, unless it is. */
  public static Progress begin(Handle handle, BatchId id, Instant now) {
    handle
        .createUpdate(
            """
            INSERT IGNORE INTO ca.event_batch
              (caller, batch_key, line_count, refused, begun_at, updated_at)
            VALUES (:caller, :key, 0, 0, :now, :now)
            """)
        .bind("caller", id.caller())
        .bind("key", id.key())
        .bind("now", now.toEpochMilli())
        .execute();
    return lock(handle, id);
  }

  /** Locks the batch: nobody else takes in its lines until the transaction ends. */
  public static Progress lock(Handle handle, BatchId id) {
    return select(handle, id, " FOR UPDATE").orElseThrow();
  }

  private static Optional<Progress> select(Handle handle, BatchId id, String suffix) {
    return handle
        .createQuery(
            """
            SELECT line_count, refused, updated_at FROM ca.event_batch
            WHERE caller = :caller AND batch_key = :key
            """
                + suffix)
        .bind("caller", id.caller())
        .bind("key", id.key())
        .map((row, context) ->
            new Progress(
                row.getLong("line_count"),
                row.getLong("refused"),
                Instant.ofEpochMilli(row.getLong("updated_at"))))
        .findOne();
  }

  /** Writes how far it is, in the transaction of the events. */
  public static void advance(Handle handle, BatchId id, Progress progress) {
    handle
        .createUpdate(
            """
            UPDATE ca.event_batch
            SET line_count = :lines, refused = :refused, updated_at = :now
            WHERE caller = :caller AND batch_key = :key
            """)
        .bind("lines", progress.lines())
        .bind("refused", progress.refused())
        .bind("now", progress.updatedAt().toEpochMilli())
        .bind("caller", id.caller())
        .bind("key", id.key())
        .execute();
  }
}

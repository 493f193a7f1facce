package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.BatchId;
import org.jitsuin.ca.model.BatchProgress;

/** The table {@code ca.event_batch}: the progress of batches of resident events. */
public final class EventBatchTable {
  private EventBatchTable() {}

  public static Optional<BatchProgress> find(Handle handle, BatchId id) {
    return select(handle, id, "");
  }

  /** Makes a batch known of which nothing is taken in yet, unless it is. */
  public static BatchProgress begin(Handle handle, BatchId id, Instant now) {
    handle
        .createUpdate(
            """
            INSERT IGNORE INTO ca.event_batch
              (caller, batch_key, line_count, refused, begun_at, updated_at)
            VALUES (:caller, :key, 0, 0, :now, :now)
            """)
        .bindMethods(id)
        .bind("now", now)
        .execute();
    return lock(handle, id);
  }

  /** Locks the batch: nobody else takes in its lines until the transaction ends. */
  public static BatchProgress lock(Handle handle, BatchId id) {
    return select(handle, id, " FOR UPDATE").orElseThrow();
  }

  private static Optional<BatchProgress> select(Handle handle, BatchId id, String suffix) {
    return handle
        .createQuery(
            """
            SELECT line_count AS `lines`, refused, updated_at FROM ca.event_batch
            WHERE caller = :caller AND batch_key = :key
            """
                + suffix)
        .bindMethods(id)
        .mapTo(BatchProgress.class)
        .findOne();
  }

  /** Writes how far it is, in the transaction of the events. */
  public static void advance(Handle handle, BatchId id, BatchProgress progress) {
    handle
        .createUpdate(
            """
            UPDATE ca.event_batch
            SET line_count = :lines, refused = :refused, updated_at = :updatedAt
            WHERE caller = :caller AND batch_key = :key
            """)
        .bindMethods(progress)
        .bindMethods(id)
        .execute();
  }
}

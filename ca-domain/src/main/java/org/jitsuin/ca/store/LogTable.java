package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.tlog.Checkpoint;

/** {@code audit.log_key} and {@code audit.checkpoint}: the audit log as a tree. */
public final class LogTable {
  private LogTable() {}

  /** The key that signs now; empty before the key ceremony. */
  public static Optional<LogKey> key(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT generation, origin, scheme, key_label AS label, public_key FROM audit.log_key
            ORDER BY generation DESC LIMIT 1
            """)
        .mapTo(LogKey.class)
        .findOne();
  }

  public static void insert(Handle handle, LogKey key, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.log_key (generation, origin, scheme, key_label, public_key, created_at)
            VALUES (:generation, :origin, :scheme, :label, :publicKey, :now)
            """)
        .bindMethods(key)
        .bind("now", now)
        .execute();
  }

  /** The newest, signed or not. */
  public static Optional<KeptCheckpoint> latest(Handle handle) {
    return handle
        .createQuery(
            "SELECT size, root, recorded_at, note FROM audit.checkpoint ORDER BY size DESC LIMIT 1")
        .mapTo(KeptCheckpoint.class)
        .findOne();
  }

  /** The newest that was cosigned by anybody. */
  public static Optional<KeptCheckpoint> witnessed(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT size, root, recorded_at, note FROM audit.checkpoint
            WHERE size = (SELECT MAX(newest) FROM (
              SELECT MAX(size) AS newest FROM audit.checkpoint
              WHERE witnesses > 0 GROUP BY witnesses) by_witnesses)
            """)
        .mapTo(KeptCheckpoint.class)
        .findOne();
  }

  /** Signed checkpoints of sizes above that one, in their order. */
  public static List<KeptCheckpoint> page(Handle handle, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT size, root, recorded_at, note FROM audit.checkpoint
            WHERE size > :after AND note IS NOT NULL ORDER BY size LIMIT :limit
            """)
        .bind("after", after)
        .bind("limit", limit)
        .mapTo(KeptCheckpoint.class)
        .list();
  }

  /** Records what will be signed. */
  public static void intend(Handle handle, Checkpoint checkpoint, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO audit.checkpoint (size, root, recorded_at) VALUES (:size, :root, :now)
            """)
        .bindMethods(checkpoint)
        .bind("now", now)
        .execute();
  }

  /**
   * Keeps what was signed.
   *
   * @param note the signed checkpoint
   * @param witnesses how many cosigned it
   */
  public static void complete(Handle handle, long size, String note, int witnesses) {
    handle
        .createUpdate(
            """
            UPDATE audit.checkpoint SET note = :note, witnesses = :witnesses WHERE size = :size
            """)
        .bind("note", note)
        .bind("witnesses", witnesses)
        .bind("size", size)
        .execute();
  }
}

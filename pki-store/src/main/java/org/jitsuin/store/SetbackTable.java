package org.jitsuin.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Setback;

/**
 * The table {@code status.setback}: what was published and is newer than the database. While there
 * is a row the log is closed: no server records, signs or answers anything.
 */
public final class SetbackTable {
  private SetbackTable() {}

  /** Closes the log, for all servers. */
  public static void close(Handle handle, Setback found, String node, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO status.setback (what, published, recorded, evidence, node, found_at)
            VALUES (:what, :published, :recorded, :evidence, :node, :now)
            ON DUPLICATE KEY UPDATE published = GREATEST(published, VALUES(published))
            """)
        .bindMethods(found)
        .bind("node", node)
        .bind("now", now.toEpochMilli())
        .execute();
    handle.execute("UPDATE status.audit_head SET open = FALSE WHERE one = 1");
  }

  /** Returns all setbacks; at most one for the log and one for each CRL. */
  public static List<Setback> all(Handle handle) {
    return handle
        .createQuery(
            "SELECT what, published, recorded, evidence FROM status.setback ORDER BY what, published")
        .map((row, _) ->
            new Setback(
                row.getString("what"),
                row.getLong("published"),
                row.getLong("recorded"),
                row.getString("evidence")))
        .list();
  }

  /**
   * Makes sure that what is recorded may be recorded.
   *
   * @throws Fault RECOVERY_NEEDED
   */
  public static void requireNone(Handle handle) {
    boolean open =
        handle
            .createQuery("SELECT open FROM status.audit_head WHERE one = 1")
            .mapTo(boolean.class)
            .one();
    if (!open) {
      throw recoveryNeeded(all(handle));
    }
  }

  /** The fault that says what is missing; of thousands of CRLs the first. */
  public static Fault recoveryNeeded(List<Setback> found) {
    String sentences =
        found.stream().limit(3).map(Setback::sentence).collect(Collectors.joining("; "));
    return new Fault(
        FaultCode.RECOVERY_NEEDED,
        "the database was set back to an older state: "
            + sentences
            + (found.size() > 3
                ? String.format(Locale.ROOT, "; and %d more", found.size() - 3)
                : "")
            + "; recover with: ./jitsuin recover");
  }
}

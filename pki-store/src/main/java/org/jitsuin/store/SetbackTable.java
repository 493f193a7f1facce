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
 * The tables {@code status.setback} and {@code status.crl_setback}: what was published and is newer
 * than the database. While there is a row in one of them no server records, signs or answers
 * anything, and the log is closed.
 */
public final class SetbackTable {
  private static final String INSERTION =
      """
      INSERT INTO <table> (what, published, recorded, evidence, node, found_at)
      VALUES (:what, :published, :recorded, :evidence, :node, :now)
      ON DUPLICATE KEY UPDATE published = GREATEST(published, VALUES(published))
      """;

  private SetbackTable() {}

  /** Closes the log, for all servers. */
  public static void close(Handle handle, Setback found, String node, Instant now) {
    insert(handle, "status.setback", found, node, now);
    closeHead(handle);
  }

  /**
   * Waits for whoever recovers the database, and holds others up until the transaction ends. What
   * is compared with the database without that may be reported when it was recovered already, and
   * nobody would take it back.
   */
  public static void awaitRecovery(Handle handle) {
    List<Integer> _ =
        handle
            .createQuery("SELECT issuer_no FROM status.issuer ORDER BY issuer_no FOR UPDATE")
            .mapTo(Integer.class)
            .list();
  }

  /**
   * Reports a CRL that a publisher found: from then on nobody signs, and the authority closes the
   * log, which a publisher cannot.
   */
  public static void report(Handle handle, Setback found, String node, Instant now) {
    insert(handle, "status.crl_setback", found, node, now);
  }

  private static void insert(Handle handle, String table, Setback found, String node, Instant now) {
    handle
        .createUpdate(INSERTION)
        .define("table", table)
        .bindMethods(found)
        .bind("node", node)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  private static void closeHead(Handle handle) {
    handle.execute("UPDATE status.audit_head SET open = FALSE WHERE one = 1");
  }

  /**
   * Closes the log if a publisher reported something that is not taken over yet.
   *
   * @return whether that was so
   */
  public static boolean takeOver(Handle handle) {
    boolean reported =
        handle
            .createQuery(
                """
                SELECT EXISTS (SELECT 1 FROM status.crl_setback
                  WHERE what NOT IN (SELECT what FROM status.setback))
                """)
            .mapTo(boolean.class)
            .one();
    if (!reported) {
      return false;
    }
    awaitRecovery(handle);
    int taken =
        handle.execute(
            """
            INSERT IGNORE INTO status.setback (what, published, recorded, evidence, node, found_at)
            SELECT what, published, recorded, evidence, node, found_at FROM status.crl_setback
            """);
    if (taken > 0) {
      closeHead(handle);
    }
    return taken > 0;
  }

  /** Makes the database forget all of it and opens the log: what was lost is put back. */
  public static void open(Handle handle) {
    handle.execute("DELETE FROM status.setback");
    handle.execute("DELETE FROM status.crl_setback");
    handle.execute("UPDATE status.audit_head SET open = TRUE WHERE one = 1");
  }

  /** Returns all setbacks; at most one for the log and one for each CRL. */
  public static List<Setback> all(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT what, published, recorded, evidence FROM status.setback
            UNION ALL
            SELECT what, published, recorded, evidence FROM status.crl_setback
            WHERE what NOT IN (SELECT what FROM status.setback)
            ORDER BY what
            """)
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
    List<Setback> found = all(handle);
    if (!found.isEmpty()) {
      throw recoveryNeeded(found);
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

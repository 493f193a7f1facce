package org.jitsuin.crl.publish;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Setback;

/**
 * The table {@code status.setback}: what was published and is newer than the database. While there
 * is a row the audit log is closed, and nothing is signed.
 */
final class SetbackTable {
  private static final int SHOWN = 3;

  private SetbackTable() {}

  /** Closes the log, for all servers. */
  static int close(Handle handle, List<Setback> found, String node, Instant now) {
    for (Setback one : found) {
      handle
          .createUpdate(
              """
              INSERT INTO status.setback (what, published, recorded, evidence, node, found_at)
              VALUES (:what, :published, :recorded, :evidence, :node, :now)
              ON DUPLICATE KEY UPDATE published = GREATEST(published, VALUES(published))
              """)
          .bindMethods(one)
          .bind("node", node)
          .bind("now", now.toEpochMilli())
          .execute();
    }
    return handle.execute("UPDATE status.audit_head SET open = FALSE WHERE one = 1");
  }

  /**
   * Makes sure that what is signed may be recorded.
   *
   * @return true
   * @throws Fault RECOVERY_NEEDED
   */
  static boolean requireNone(Handle handle) {
    boolean open =
        handle
            .createQuery("SELECT open FROM status.audit_head WHERE one = 1")
            .mapTo(boolean.class)
            .one();
    if (!open) {
      throw new Fault(
          FaultCode.RECOVERY_NEEDED,
          "the database was set back to an older state: "
              + handle
                  .createQuery(
                      """
                      SELECT what, published, recorded, evidence FROM status.setback
                      ORDER BY what LIMIT :shown
                      """)
                  .bind("shown", SHOWN)
                  .map((row, _) ->
                      new Setback(
                              row.getString("what"),
                              row.getLong("published"),
                              row.getLong("recorded"),
                              row.getString("evidence"))
                          .sentence())
                  .collect(Collectors.joining("; ")));
    }
    return true;
  }
}

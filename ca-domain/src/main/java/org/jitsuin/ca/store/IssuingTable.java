package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code ca.issuing}: whether issuing is open. */
public final class IssuingTable {
  private static final String SELECT =
      "SELECT open, reason, until, changed_by, changed_at FROM ca.issuing WHERE one = 1";

  private IssuingTable() {}

  /**
   * The closing of issuing.
   *
   * @param reason in words
   * @param until when it is expected to open again, if that was said
   * @param by who closed it
   */
  public record Closure(String reason, Optional<Instant> until, String by, Instant since) {}

  /** Returns the closing of issuing, present while it is closed. */
  public static Optional<Closure> find(Handle handle) {
    return select(handle, "");
  }

  /** Finds and locks the row until the transaction ends; otherwise as {@link #find}. */
  public static Optional<Closure> lock(Handle handle) {
    return select(handle, " FOR UPDATE");
  }

  private static Optional<Closure> select(Handle handle, String suffix) {
    return handle.createQuery(SELECT + suffix).map((row, context) -> row(row)).one();
  }

  private static Optional<Closure> row(ResultSet row) throws SQLException {
    return row.getBoolean("open")
        ? Optional.empty()
        : Optional.of(
            new Closure(
                row.getString("reason"),
                Optional.ofNullable(row.getObject("until", Long.class)).map(Instant::ofEpochMilli),
                row.getString("changed_by"),
                Instant.ofEpochMilli(row.getLong("changed_at"))));
  }

  public static void close(Handle handle, Closure closure) {
    handle
        .createUpdate(
            """
            UPDATE ca.issuing SET open = FALSE, reason = :reason, until = :until, changed_by = :by,
              changed_at = :at
            WHERE one = 1
            """)
        .bind("reason", closure.reason())
        .bind("until", closure.until().map(Instant::toEpochMilli))
        .bind("by", closure.by())
        .bind("at", closure.since().toEpochMilli())
        .execute();
  }

  public static void open(Handle handle, String by, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE ca.issuing SET open = TRUE, reason = NULL, until = NULL, changed_by = :by,
              changed_at = :at
            WHERE one = 1
            """)
        .bind("by", by)
        .bind("at", now.toEpochMilli())
        .execute();
  }
}

package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.IssuingClosure;

/** The table {@code ca.issuing}: whether issuing is open. */
public final class IssuingTable {
  private static final String SELECT =
      """
      SELECT open, reason, until, changed_by AS `by`, changed_at AS since FROM ca.issuing
      WHERE one = 1
      """;

  private IssuingTable() {}

  /** Returns the closing of issuing, present while it is closed. */
  public static Optional<IssuingClosure> find(Handle handle) {
    return select(handle, "");
  }

  /** Finds and locks the row until the transaction ends; otherwise as {@link #find}. */
  public static Optional<IssuingClosure> lock(Handle handle) {
    return select(handle, " FOR UPDATE");
  }

  private static Optional<IssuingClosure> select(Handle handle, String suffix) {
    return handle
        .createQuery(SELECT + suffix)
        .map(row ->
            row.getColumn("open", Boolean.class)
                ? Optional.<IssuingClosure>empty()
                : Optional.of(row.getRow(IssuingClosure.class)))
        .one();
  }

  public static void close(Handle handle, IssuingClosure closure) {
    handle
        .createUpdate(
            """
            UPDATE ca.issuing SET open = FALSE, reason = :reason, until = :until, changed_by = :by,
              changed_at = :since
            WHERE one = 1
            """)
        .bindMethods(closure)
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
        .bind("at", now)
        .execute();
  }
}

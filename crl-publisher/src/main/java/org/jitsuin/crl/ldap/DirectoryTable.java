package org.jitsuin.crl.ldap;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code status.crl_directory}: what stands in the directory, and what could not be put
 * there.
 */
final class DirectoryTable {
  private static final int ERROR = 255;

  private DirectoryTable() {}

  /**
   * The state of a partition in the directory.
   *
   * @param number of the CRL in the directory, 0 where there is none
   * @param failures in a row since then
   */
  record Row(long number, int failures, Instant triedAt) {}

  /** Returns all rows by partition; some thousands. */
  static Map<Integer, Row> all(Handle handle) {
    Map<Integer, Row> rows = new HashMap<>();
    handle
        .createQuery("SELECT partition_no, number, failures, tried_at FROM status.crl_directory")
        .map((row, _) ->
            Map.entry(
                row.getInt(1),
                new Row(row.getLong(2), row.getInt(3), Instant.ofEpochMilli(row.getLong(4)))))
        .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
    return rows;
  }

  static int succeeded(Handle handle, int partition, long number, Instant now) {
    return handle
        .createUpdate(
            """
            INSERT INTO status.crl_directory (partition_no, number, failures, tried_at)
            VALUES (:partition, :number, 0, :now)
            ON DUPLICATE KEY UPDATE number = VALUES(number), failures = 0,
              tried_at = VALUES(tried_at), error = NULL
            """)
        .bind("partition", partition)
        .bind("number", number)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  static int failed(Handle handle, int partition, String error, Instant now) {
    return handle
        .createUpdate(
            """
            INSERT INTO status.crl_directory (partition_no, number, failures, tried_at, error)
            VALUES (:partition, 0, 1, :now, :error)
            ON DUPLICATE KEY UPDATE failures = failures + 1, tried_at = VALUES(tried_at),
              error = VALUES(error)
            """)
        .bind("partition", partition)
        .bind("error", error.substring(0, Math.min(error.length(), ERROR)))
        .bind("now", now.toEpochMilli())
        .execute();
  }
}

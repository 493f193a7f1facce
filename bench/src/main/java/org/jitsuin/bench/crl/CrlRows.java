package org.jitsuin.bench.crl;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Revocations written straight into the database, as the certificate authority writes them: serial
 * numbers of 16 octets, a reason and a time, one in ten also with an invalidity date.
 *
 * <p>The first partition gets as many as are asked for, and those behind it share some more.
 */
final class CrlRows {
  /**
   * The number of partitions behind the first with entries: more would only take longer to write
   * down.
   */
  private static final long MOST_SHARED = 10_000_000;

  /** The least entries of each partition, so that a small run does not sign thousands of CRLs. */
  private static final long LEAST_EACH = 50;

  private static final Duration VALIDITY = Duration.ofDays(5 * 365);

  private final Jdbi admin;
  private final Instant now;
  private final long whole;
  private final long shared;

  /**
   * @param admin may write to all tables, and has a schema {@code bench}
   * @param whole how many the first partition gets
   */
  CrlRows(Jdbi admin, Instant now, long whole) {
    this.admin = admin;
    this.now = now;
    this.whole = whole;
    this.shared = Math.min(whole, MOST_SHARED);
  }

  /**
   * Partitions with consecutive numbers.
   *
   * @param entries how many revocations they have
   */
  record Range(int first, int last, int partitions, long entries) {}

  /** Fills the tables. */
  void fill() {
    admin.useHandle(handle -> {
      handle.execute("SET unique_checks = 0, foreign_key_checks = 0");
      handle.execute(
          """
          CREATE TABLE bench.crl_partition (
            k            INT UNSIGNED NOT NULL PRIMARY KEY,
            partition_no INT UNSIGNED NOT NULL,
            issuer_no    TINYINT UNSIGNED NOT NULL)
          AS SELECT ROW_NUMBER() OVER (ORDER BY partition_no) - 1 AS k, partition_no, issuer_no
          FROM status.crl_partition
          """);
      long each = each(handle);
      execute(
          handle,
          String.format(
              Locale.ROOT,
              """
              INSERT INTO status.revocation (partition_no, serial, issuer_no, reason, revoked_at,
                not_after, invalid_since)
              SELECT p.partition_no,
                CONCAT(UNHEX(LPAD(HEX(%1$d - %2$d + seq), 12, '0')), LEFT(UNHEX(MD5(seq)), 10)),
                p.issuer_no, 3, %1$d - seq * 7000, %1$d + %3$d,
                IF(seq MOD 10 = 0, %1$d - seq * 8000, NULL)
              FROM bench.seq_1_to_%2$d STRAIGHT_JOIN bench.crl_partition p
                ON p.k = IF(seq <= %4$d, 0, 1 + (seq - %4$d - 1) DIV %5$d)
              """,
              now.toEpochMilli(),
              whole + shared,
              VALIDITY.toMillis(),
              whole,
              each));
      handle.execute("ANALYZE TABLE status.revocation");
    });
  }

  /** Returns how many revocations each of the partitions behind the first gets. */
  private long each(Handle handle) {
    long partitions =
        handle.select("SELECT COUNT(*) FROM bench.crl_partition").mapTo(long.class).one();
    return Math.max(LEAST_EACH, shared / (partitions - 1) + 1);
  }

  /** The partition with all those revocations. */
  Range first() {
    return admin.withHandle(handle -> range(handle, 0, 0));
  }

  /** The partitions behind it that have some. */
  Range others() {
    return admin.withHandle(handle -> range(handle, 1, 1 + (shared - 1) / each(handle)));
  }

  private static Range range(Handle handle, long from, long to) {
    return handle
        .createQuery(
            """
            SELECT first, last, partitions, (SELECT COUNT(*) FROM status.revocation
              WHERE partition_no BETWEEN first AND last) AS entries
            FROM (SELECT MIN(partition_no) AS first, MAX(partition_no) AS last,
                COUNT(*) AS partitions
              FROM bench.crl_partition WHERE k BETWEEN :from AND :to) p
            """)
        .bind("from", from)
        .bind("to", to)
        .map((row, _) ->
            new Range(
                row.getInt("first"),
                row.getInt("last"),
                row.getInt("partitions"),
                row.getLong("entries")))
        .one();
  }

  /** Revokes one more certificate in each of some partitions, as the certificate authority does. */
  void revokeOne(Range range, int partitions) {
    admin.useTransaction(handle -> {
      long last = handle.createQuery("SELECT last FROM status.feed_head").mapTo(long.class).one();
      String rows =
          String.format(
              Locale.ROOT,
              """
              (SELECT k, partition_no, issuer_no, UNHEX(CONCAT('02', LEFT(MD5(CONCAT('more', %1$d,
                  partition_no)), 30))) AS serial, %2$d AS at, %2$d + %3$d AS not_after
                FROM bench.crl_partition WHERE partition_no >= %4$d ORDER BY k LIMIT %5$d) p
              """,
              last,
              now.toEpochMilli(),
              VALIDITY.toMillis(),
              range.first(),
              partitions);
      execute(
          handle,
          """
          INSERT INTO status.revocation (partition_no, serial, issuer_no, reason, revoked_at,
            not_after)
          SELECT partition_no, serial, issuer_no, 1, at, not_after FROM\
          """
              + rows);
      execute(
          handle,
          String.format(
                  Locale.ROOT,
                  """
                  INSERT INTO status.feed (seq, issuer_no, serial, partition_no, not_after, reason,
                    revoked_at, recorded_at)
                  SELECT %d + ROW_NUMBER() OVER (ORDER BY k), issuer_no, serial, partition_no, not_after, 1,
                    at, at FROM\
                  """,
                  last)
              + rows);
      handle.execute("UPDATE status.feed_head SET last = (SELECT MAX(seq) FROM status.feed)");
    });
  }

  /** Makes it as if no CRL was ever published. */
  void forgetCrls() {
    admin.useHandle(handle -> {
      handle.execute("DELETE FROM status.crl");
      handle.execute("DELETE FROM status.crl_lease");
    });
  }

  /**
   * Executes a statement without Jdbi's parser, for which a colon in the text would be a parameter.
   */
  private static void execute(Handle handle, String statement) {
    try (Statement plain = handle.getConnection().createStatement()) {
      plain.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be filled: " + e.getMessage(), e);
    }
  }
}

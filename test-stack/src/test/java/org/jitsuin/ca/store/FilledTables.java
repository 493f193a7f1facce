package org.jitsuin.ca.store;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Thousands of residents of two villages with a card and two certificates each, put in by SQL:
 * enough that a search without an index shows.
 */
final class FilledTables {
  /** Two thirds of them live here. */
  static final String LARGE = "47382";

  /** One third. */
  static final String SMALL = "47381";

  private FilledTables() {}

  /** Fills them once for each test JVM. */
  static synchronized void fill(Jdbi admin) {
    admin.useTransaction(handle -> {
      long there =
          handle
              .select("SELECT COUNT(*) FROM ca.resident WHERE register_id LIKE 'fill-%'")
              .mapTo(long.class)
              .one();
      if (there == 0) {
        residents(handle);
        cards(handle);
        for (String authority : List.of("signature", "user-identification")) {
          certificates(handle, authority);
        }
        handle.execute("ANALYZE TABLE ca.resident, ca.card, ca.certificate");
      }
    });
  }

  private static void residents(Handle handle) {
    handle.execute(
        """
        INSERT INTO ca.resident
          (register_id, municipality, name, name_flags, address, address_flags, sex, birth_date,
           version)
        SELECT CONCAT('fill-', seq), IF(seq % 3 = 0, '47381', '47382'),
          CONCAT('名前', seq % 100), REPEAT('0', 2 + LENGTH(seq % 100)),
          CONCAT('住所', seq), REPEAT('0', 2 + LENGTH(seq)), 'female',
          DATE '1940-01-01' + INTERVAL seq % 4000 DAY, 1
        FROM ca.seq_1_to_8000
        """);
  }

  /** Two hundred days of expiry with forty cards each; one in fifty suspended. */
  private static void cards(Handle handle) {
    handle.execute(
        """
        INSERT INTO ca.card
          (card_id, register_id, municipality, issued_on, expires_on, registered_at, longest_until,
           suspended_at, ended_at, end_cause)
        SELECT LOWER(CONCAT_WS('-', LEFT(MD5(seq), 8), MID(MD5(seq), 9, 4), MID(MD5(seq), 13, 4),
            MID(MD5(seq), 17, 4), RIGHT(MD5(seq), 12))),
          CONCAT('fill-', seq), IF(seq % 3 = 0, '47381', '47382'),
          DATE '2020-01-01', DATE '2035-01-01' + INTERVAL seq % 200 DAY, 1577836800000,
          DATE '2035-01-01' + INTERVAL seq % 200 + IF(seq % 20 = 3, 900, 0) DAY,
          IF(seq % 50 = 1, 1735689600000 + (seq % 40) * 86400000, NULL),
          IF(seq % 50 = 2, 1735689600000, NULL), IF(seq % 50 = 2, 'lost', NULL)
        FROM ca.seq_1_to_8000
        """);
  }

  /** On two hundred days; one in ten revoked, one in fifty on hold. */
  private static void certificates(Handle handle, String authority) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.certificate
              (issuer_no, serial, authority, card_id, partition_no, subject_name, not_before,
               not_after, key_hash, reason, revoked_at, live_card_id, register_id, residence,
               chain_no)
            SELECT STRAIGHT_JOIN i.issuer_no,
              CONCAT(x'01', UNHEX(MD5(CONCAT(:authority, seq)))), :authority,
              c.card_id, p.partition_no, CONCAT('fill ', seq), 1577836800000,
              1735657199000 + (seq % 200) * 86400000, UNHEX(SHA2(CONCAT(:authority, seq), 256)),
              CASE WHEN seq % 10 = 0 THEN 3 WHEN seq % 50 = 1 THEN 6 END,
              CASE WHEN seq % 10 = 0 OR seq % 50 = 1 THEN 1735689600000 END,
              IF(seq % 10 = 0, NULL, c.card_id), c.register_id, c.residence, 1
            FROM ca.seq_1_to_8000
            JOIN ca.card c ON c.register_id = CONCAT('fill-', seq)
            JOIN (SELECT MIN(issuer_no) AS issuer_no FROM status.issuer
              WHERE authority = :authority) i
            JOIN (SELECT issuer_no, municipality, MIN(partition_no) AS partition_no
              FROM status.crl_partition WHERE municipality IN ('47381', '47382')
              GROUP BY issuer_no, municipality) p
              ON p.issuer_no = i.issuer_no AND p.municipality = IF(seq % 3 = 0, '47381', '47382')
            """)
        .bind("authority", authority)
        .execute();
  }

  /** How many rows the database read of all tables and indexes while something was done. */
  static long rowsRead(Handle handle, Runnable work) {
    long before = rowsRead(handle);
    work.run();
    return rowsRead(handle) - before;
  }

  private static long rowsRead(Handle handle) {
    return handle
        .select("SHOW SESSION STATUS LIKE 'Handler_read%'")
        .map((row, context) -> row.getLong("Value"))
        .list()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}

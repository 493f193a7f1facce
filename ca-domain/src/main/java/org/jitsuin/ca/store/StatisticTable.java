package org.jitsuin.ca.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The table {@code ca.statistic}: how often each act was done. */
public final class StatisticTable {
  /** Entries in one transaction. */
  private static final int STRETCH = 5_000;

  /**
   * Certificates that were issued: a first one of its kind, or one that takes the place of an
   * earlier one of its holder.
   */
  private static final String ISSUED =
      """
      SELECT e.recorded_at, k.municipality,
        IF(c.chain_no = 1, 'issued', 'renewed') AS act, i.authority, '' AS detail, 1 AS times
      FROM audit.entry e
      JOIN JSON_TABLE(CONVERT(e.body USING utf8mb4), '$.detail.certificates[*]' COLUMNS (
        issuer VARCHAR(40) PATH '$.issuer', serial VARCHAR(40) PATH '$.serial')) t
      JOIN status.issuer i ON CONCAT(i.authority, '-g', i.generation) = t.issuer
      JOIN ca.certificate c ON c.issuer_no = i.issuer_no AND c.serial = UNHEX(t.serial)
      JOIN ca.card k ON k.card_id = e.card
      WHERE e.entry_no > :after AND e.entry_no <= :until AND e.kind = 'certificates-issued'
      """;

  private static final String REVOKED =
      """
      SELECT e.recorded_at, k.municipality, 'revoked' AS act, i.authority,
        LEFT(COALESCE(JSON_VALUE(CONVERT(e.body USING utf8mb4), '$.detail.reason'), ''), 64)
          AS detail, 1 AS times
      FROM audit.entry e
      JOIN status.issuer i ON CONCAT(i.authority, '-g', i.generation)
        = JSON_VALUE(CONVERT(e.body USING utf8mb4), '$.detail.issuer')
      JOIN ca.card k ON k.card_id = e.card
      WHERE e.entry_no > :after AND e.entry_no <= :until AND e.kind = 'certificate-revoked'
      """;

  private static final String SUSPENDED =
      """
      SELECT e.recorded_at, k.municipality,
        IF(e.kind = 'card-suspended', 'suspended', 'lifted') AS act, '' AS authority, '' AS detail,
        1 AS times
      FROM audit.entry e
      JOIN ca.card k ON k.card_id = e.card
      WHERE e.entry_no > :after AND e.entry_no <= :until
        AND e.kind IN ('card-suspended', 'suspension-lifted')
      """;

  /**
   * The statement for refusals, counted where it was asked; for a caller without a municipality,
   * under none. Repeated refusals have one entry for many.
   */
  private static final String REFUSED =
      """
      SELECT e.recorded_at, COALESCE(s.municipality, '') AS municipality, 'refused' AS act,
        '' AS authority,
        LEFT(COALESCE(JSON_VALUE(CONVERT(e.body USING utf8mb4), '$.detail.code'), ''), 64)
          AS detail,
        IF(e.kind = 'refused', 1,
          CAST(JSON_VALUE(CONVERT(e.body USING utf8mb4), '$.detail.count') AS UNSIGNED)) AS times
      FROM audit.entry e
      LEFT JOIN ca.staff s ON s.serial
        = UNHEX(JSON_VALUE(CONVERT(e.body USING utf8mb4), '$.actor.certificate'))
      WHERE e.entry_no > :after AND e.entry_no <= :until
        AND e.kind IN ('refused', 'refused-again')
      """;

  private StatisticTable() {}

  /**
   * Counts entries that are not counted yet.
   *
   * @return whether there are more
   */
  public static boolean count(Handle handle) {
    long after =
        handle
            .select("SELECT last FROM ca.statistic_head WHERE one = 1 FOR UPDATE")
            .mapTo(long.class)
            .one();
    long last =
        handle.select("SELECT last FROM status.audit_head WHERE one = 1").mapTo(long.class).one();
    long until = Math.min(last, after + STRETCH);
    // A log that was set back is not counted twice; that it was is found elsewhere.
    if (until <= after) {
      return false;
    }
    for (String acts : List.of(ISSUED, REVOKED, SUSPENDED, REFUSED)) {
      add(handle, "day", "%Y-%m-%d", acts, after, until);
      add(handle, "month", "%Y-%m", acts, after, until);
    }
    handle.execute("UPDATE ca.statistic_head SET last = ? WHERE one = 1", until);
    return until < last;
  }

  /** Days are Japan's, nine hours before UTC's. */
  private static void add(
      Handle handle, String span, String format, String acts, long after, long until) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.statistic (span, period, municipality, act, authority, detail, acts)
            SELECT :span, DATE_FORMAT(DATE_ADD('1970-01-01',
                INTERVAL (a.recorded_at + 32400000) DIV 86400000 DAY), :format) AS period,
              a.municipality, a.act, a.authority, a.detail, SUM(a.times)
            FROM (<acts>) a GROUP BY period, a.municipality, a.act, a.authority, a.detail
            ON DUPLICATE KEY UPDATE acts = acts + VALUES(acts)
            """)
        .define("acts", acts)
        .bind("span", span)
        .bind("format", format)
        .bind("after", after)
        .bind("until", until)
        .execute();
  }

  /** Returns the number of the last entry that was counted. */
  public static long counted(Handle handle) {
    return handle
        .select("SELECT last FROM ca.statistic_head WHERE one = 1")
        .mapTo(long.class)
        .one();
  }

  /**
   * @param after the place that the page begins behind
   * @param limit how many at the most
   */
  public static List<StatisticCount> page(
      Handle handle, StatisticQuery wanted, Optional<StatisticKey> after, int limit) {
    Query query =
        handle
            .createQuery(
                "SELECT period, municipality, act, authority, detail, acts FROM ca.statistic"
                    + " WHERE span = :span AND period >= :from AND period <= :until"
                    + (wanted.municipality().isPresent() ? " AND municipality = :municipality" : "")
                    + (after.isPresent()
                        ? " AND (period, municipality, act, authority, detail)"
                            + " > (:after.period, :after.municipality, :after.act,"
                            + " :after.authority, :after.detail)"
                            + " AND period >= :after.period"
                        : "")
                    + " ORDER BY period, municipality, act, authority, detail LIMIT :limit")
            .bind("span", wanted.span())
            .bind("from", wanted.from().orElse("0"))
            .bind("until", wanted.until().orElse("9999-99-99"))
            .bind("limit", limit);
    wanted.municipality().ifPresent(code -> query.bind("municipality", code));
    after.ifPresent(key -> query.bindMethods("after", key));
    return query.mapTo(StatisticCount.class).list();
  }
}

package org.jitsuin.ca.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.store.AuditTable.Row;

/**
 * Looks for entries in {@code audit.entry}. A page looks at so many rows at the most, however few
 * of them fit: it may be empty and still have a next one.
 */
public final class AuditSearch {
  private static final int LOOKED_AT = 20_000;

  /** Entries are numbered when they are written, which may be a little after their time. */
  private static final Duration SLACK = Duration.ofMinutes(10);

  private AuditSearch() {}

  /**
   * The criteria of a search; whatever is empty does not matter.
   *
   * @param card the card that the entry is about
   * @param serial of a certificate that the entry names
   * @param kind of act
   * @param actor name or id of the member of staff, or name of the component
   * @param from the earliest time
   * @param until behind the latest time
   */
  public record Filter(
      Optional<String> card,
      Optional<Serial> serial,
      Optional<String> kind,
      Optional<String> actor,
      Optional<Instant> from,
      Optional<Instant> until) {}

  /**
   * A part of what was found.
   *
   * @param next the number that the next page begins behind; empty behind the last
   */
  public record Page(List<Row> rows, Optional<Long> next) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  private record Window(long last, int count) {}

  /**
   * Entries in their order.
   *
   * @param after the number that the page begins behind; 0 for the first page
   * @param limit how many at the most
   */
  public static Page page(Handle handle, Filter filter, long after, int limit) {
    long begin = filter.from().map(from -> Math.max(after, before(handle, from))).orElse(after);
    long end = filter.until().map(until -> behind(handle, until)).orElse(Long.MAX_VALUE);
    Window window =
        bind(
                handle.createQuery(
                    """
                    SELECT COALESCE(MAX(entry_no), 0) AS last, COUNT(*) AS rows_in_window FROM (
                      SELECT entry_no FROM audit.entry
                      WHERE entry_no > :begin AND entry_no <= :end
                        AND (:card IS NULL OR card = :card) AND (:kind IS NULL OR kind = :kind)
                      ORDER BY entry_no LIMIT :window) looked_at
                    """),
                filter)
            .bind("begin", begin)
            .bind("end", end)
            .bind("window", LOOKED_AT)
            .map(row ->
                new Window(
                    row.getColumn("last", Long.class),
                    row.getColumn("rows_in_window", Integer.class)))
            .one();
    List<Row> rows = rows(handle, filter, begin, window.last(), limit);
    if (rows.size() == limit) {
      return new Page(rows, Optional.of(rows.getLast().number()));
    }
    return new Page(
        rows, window.count() == LOOKED_AT ? Optional.of(window.last()) : Optional.empty());
  }

  private static List<Row> rows(Handle handle, Filter filter, long begin, long last, int limit) {
    return bind(
            handle.createQuery(
                """
                SELECT entry_no, body FROM audit.entry
                WHERE entry_no > :begin AND entry_no <= :last
                  AND (:card IS NULL OR card = :card) AND (:kind IS NULL OR kind = :kind)
                  AND (:from IS NULL OR recorded_at >= :from)
                  AND (:until IS NULL OR recorded_at < :until)
                  AND (:actor IS NULL
                    OR JSON_VALUE(CONVERT(body USING utf8mb4), '$.actor.name') = :actor
                    OR JSON_VALUE(CONVERT(body USING utf8mb4), '$.actor.person') = :actor
                    OR JSON_VALUE(CONVERT(body USING utf8mb4), '$.actor.component') = :actor)
                  AND (:serial IS NULL OR LOCATE(:serial, body) > 0)
                ORDER BY entry_no LIMIT :limit
                """),
            filter)
        .bind("begin", begin)
        .bind("last", last)
        .bind("limit", limit)
        .bind("from", filter.from())
        .bind("until", filter.until())
        .bind("actor", filter.actor())
        .bind("serial", filter.serial().map(serial -> '"' + serial.toString() + '"'))
        .map((row, _) -> new Row(row.getLong("entry_no"), Bytes.of(row.getBytes("body"))))
        .list();
  }

  private static Query bind(Query query, Filter filter) {
    return query.bind("card", filter.card()).bind("kind", filter.kind());
  }

  /** The last number surely before a time: ids of entries begin with their time. */
  static long before(Handle handle, Instant time) {
    return number(
        handle,
        "SELECT entry_no - 1 FROM audit.entry WHERE id >= :id ORDER BY id LIMIT 1",
        time.minus(SLACK),
        Long.MAX_VALUE);
  }

  /** The last number that may be before a time. */
  private static long behind(Handle handle, Instant time) {
    return number(
        handle,
        "SELECT entry_no FROM audit.entry WHERE id < :id ORDER BY id DESC LIMIT 1",
        time.plus(SLACK),
        0);
  }

  private static long number(Handle handle, String sql, Instant time, long otherwise) {
    return handle
        .createQuery(sql)
        .bind("id", idsFrom(time))
        .mapTo(long.class)
        .findOne()
        .orElse(otherwise);
  }

  /**
   * What ids of entries begin with that are of this millisecond; those of later ones come after.
   */
  static String idsFrom(Instant time) {
    String hex = String.format(Locale.ROOT, "%012x", Math.max(0, time.toEpochMilli()));
    return hex.substring(0, 8) + "-" + hex.substring(8);
  }
}

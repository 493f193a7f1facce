package org.jitsuin.crl.filter.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.filter.plan.Moment;
import org.jitsuin.crl.filter.plan.PublishedFilter;
import org.jitsuin.crl.filter.plan.PublishedFilter.Stored;

/** The table {@code status.filter}, and the heartbeat of the status. */
final class FilterTable {
  private static final String SELECT =
      """
      SELECT authority, number, feed_seq, covers, this_update, next_update, base, base_size, base_at,
        delta, delta_size
      FROM status.filter
      """;

  private static final int MOST_RECENT = 100_000;

  private FilterTable() {}

  /**
   * Returns the moment of which the feed is; empty as long as the authority said none.
   *
   * @param settle as for a {@link Moment}
   */
  static Optional<Moment> moment(Handle handle, Duration settle) {
    return handle
        .createQuery("SELECT seq, at FROM status.beat WHERE one = 1 AND at > 0")
        .map((row, _) ->
            new Moment(row.getLong("seq"), Instant.ofEpochMilli(row.getLong("at")), settle))
        .findOne();
  }

  /** Returns the newest that was published. */
  static Optional<PublishedFilter> last(Handle handle, Authority authority) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE authority = :authority AND state = 'published' ORDER BY number DESC LIMIT 1
                """)
        .bind("authority", authority.id())
        .map((row, _) -> read(row))
        .findOne();
  }

  /** Returns the hash of the head of one that was published. */
  static Optional<Fingerprint> head(Handle handle, Authority authority, long number) {
    return handle
        .createQuery("SELECT head FROM status.filter WHERE authority = ? AND number = ?")
        .bind(0, authority.id())
        .bind(1, number)
        .mapTo(byte[].class)
        .findOne()
        .map(Fingerprint::ofDigest);
  }

  /** Returns those that were published within {@link FilterFiles#KEPT}; the newest first. */
  static List<PublishedFilter> recent(Handle handle, Authority authority, Instant now) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE authority = :authority AND state = 'published' AND this_update >= :time
                ORDER BY number DESC LIMIT :limit
                """)
        .bind("authority", authority.id())
        .bind("time", now.minus(FilterFiles.KEPT).toEpochMilli())
        .bind("limit", MOST_RECENT)
        .map((row, _) -> read(row))
        .list();
  }

  private static PublishedFilter read(ResultSet row) throws SQLException {
    Optional<Stored> delta =
        Optional.ofNullable(row.getBytes("delta"))
            .map(Fingerprint::ofDigest)
            .map(sha256 -> new Stored(sha256, size(row)));
    return new PublishedFilter(
        Authority.byId(row.getString("authority")).orElseThrow(),
        row.getLong("number"),
        row.getLong("feed_seq"),
        Instant.ofEpochMilli(row.getLong("covers")),
        Instant.ofEpochMilli(row.getLong("this_update")),
        Instant.ofEpochMilli(row.getLong("next_update")),
        new Stored(Fingerprint.ofDigest(row.getBytes("base")), row.getLong("base_size")),
        Instant.ofEpochMilli(row.getLong("base_at")),
        delta);
  }

  private static long size(ResultSet row) {
    try {
      return row.getLong("delta_size");
    } catch (SQLException e) {
      throw new IllegalStateException("a column that was selected", e);
    }
  }

  /** Returns the greatest number that was ever intended; 0 where none was. */
  static long greatestNumber(Handle handle, Authority authority) {
    return handle
        .createQuery("SELECT COALESCE(MAX(number), 0) FROM status.filter WHERE authority = ?")
        .bind(0, authority.id())
        .mapTo(Long.class)
        .one();
  }

  /** Records that it is about to be signed; what was begun before is given up. */
  static void intend(Handle handle, PublishedFilter filter, String node) {
    handle.execute(
        "UPDATE status.filter SET state = 'abandoned' WHERE authority = ? AND state = 'intended'",
        filter.authority().id());
    handle
        .createUpdate(
            """
            INSERT INTO status.filter
              (authority, number, state, feed_seq, covers, this_update, next_update, base, base_size,
               base_at, delta, delta_size, node)
            VALUES
              (:authority, :number, 'intended', :feed, :covers, :thisUpdate, :nextUpdate, :base,
               :baseSize, :baseAt, :delta, :deltaSize, :node)
            """)
        .bind("authority", filter.authority().id())
        .bind("number", filter.number())
        .bind("feed", filter.feed())
        .bind("covers", filter.covers().toEpochMilli())
        .bind("thisUpdate", filter.thisUpdate().toEpochMilli())
        .bind("nextUpdate", filter.nextUpdate().toEpochMilli())
        .bind("base", filter.base().sha256().octets())
        .bind("baseSize", filter.base().size())
        .bind("baseAt", filter.baseAt().toEpochMilli())
        .bind("delta", filter.delta().map(one -> one.sha256().octets()).orElse(null))
        .bind("deltaSize", filter.delta().map(Stored::size).orElse(null))
        .bind("node", node)
        .execute();
  }

  /**
   * Records that it is published.
   *
   * @return false where it was recorded before, as when the answer to a commit was lost
   * @throws Fault INTEGRITY_VIOLATED where it was not intended, or given up
   */
  static boolean publish(Handle handle, PublishedFilter filter, Fingerprint head) {
    boolean changed =
        handle
                .createUpdate(
                    """
                    UPDATE status.filter SET state = 'published', head = :head
                    WHERE authority = :authority AND number = :number AND state = 'intended'
                    """)
                .bind("head", head.octets())
                .bind("authority", filter.authority().id())
                .bind("number", filter.number())
                .execute()
            == 1;
    if (!changed && last(handle, filter.authority()).filter(filter::equals).isEmpty()) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          "status filter " + filter.number() + " of " + filter.authority() + " was not intended");
    }
    return changed;
  }
}

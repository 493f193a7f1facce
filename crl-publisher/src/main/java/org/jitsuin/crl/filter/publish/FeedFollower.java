package org.jitsuin.crl.filter.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.filter.FilterLog;
import org.jitsuin.crl.filter.universe.FeedRow;
import org.jitsuin.crl.filter.universe.Universe;
import org.jitsuin.crl.filter.universe.UniverseDamagedException;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Mix;

/** Brings the feed into the universe; every server does, whoever publishes. */
final class FeedFollower {
  private static final int AT_ONCE = 20_000;
  private static final int SERIAL = 16;
  private static final long SECOND = 1_000;

  private final StatusDatabase database;
  private final Universe universe;

  FeedFollower(StatusDatabase database, Universe universe) {
    this.database = database;
    this.universe = universe;
  }

  /**
   * A stretch of the feed.
   *
   * @param read the last row that is in it
   */
  private record Stretch(List<FeedRow> rows, Row read) {}

  /** A row of the feed: its number, and what tells it from another one of that number. */
  private record Row(long seq, long identity) {}

  /**
   * Follows it to its end.
   *
   * @return its last row; 0 where it has none
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE
   */
  long follow() throws IOException {
    try {
      requireSameFeed();
      while (true) {
        long from = universe.position();
        Optional<Stretch> next = database.run(handle -> next(handle, from));
        if (next.isEmpty()) {
          return from;
        }
        universe.apply(next.get().rows(), next.get().read().seq(), next.get().read().identity());
      }
    } catch (UniverseDamagedException e) {
      anew(e.getMessage());
      return universe.position();
    }
  }

  private void requireSameFeed() throws IOException {
    long position = universe.position();
    if (position > 0) {
      long identity = universe.lastRow();
      boolean same =
          database.run(handle ->
              rows(handle, position - 1, 1).stream()
                  .anyMatch(row -> row.seq() == position && row.identity() == identity));
      if (!same) {
        anew("row " + position + " of the feed is not what it was");
      }
    }
  }

  /** What was read from files that are not those that were written, or from another feed. */
  void anew(String reason) throws IOException {
    FilterLog.LOG.universeAnew(reason);
    universe.clear();
  }

  private record Known(long seq, long identity, Optional<FeedRow> row) {}

  private static Optional<Stretch> next(Handle handle, long from) {
    List<Known> read = rows(handle, from, AT_ONCE);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    List<FeedRow> rows = new ArrayList<>();
    long expected = from;
    for (Known known : read) {
      if (known.seq() != ++expected) {
        throw new IllegalStateException("row " + expected + " of the feed is missing");
      }
      known.row().ifPresent(rows::add);
    }
    return Optional.of(new Stretch(rows, new Row(expected, read.getLast().identity())));
  }

  private static List<Known> rows(Handle handle, long after, int limit) {
    return handle
        .createQuery(
            """
            SELECT seq, issuer_no, serial, not_after, reason, recorded_at FROM status.feed
            WHERE seq > :after ORDER BY seq LIMIT :limit
            """)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> known(row))
        .list();
  }

  private static Known known(ResultSet row) throws SQLException {
    byte[] serial = row.getBytes("serial");
    Integer reason = row.getObject("reason", Integer.class);
    int issuer = row.getInt("issuer_no");
    long identity = Mix.mix(row.getLong("recorded_at") + issuer);
    for (byte octet : serial) {
      identity = Mix.mix(identity ^ octet);
    }
    identity = Mix.mix(identity + (reason == null ? -1 : reason));
    return new Known(row.getLong("seq"), identity, member(issuer, serial, row, reason));
  }

  /** Empty where its serial number has a form that filters do not tell of. */
  private static Optional<FeedRow> member(int issuer, byte[] serial, ResultSet row, Integer reason)
      throws SQLException {
    if (serial.length != SERIAL || serial[0] <= 0) {
      return Optional.empty();
    }
    ByteBuffer words = ByteBuffer.wrap(serial);
    return Optional.of(
        new FeedRow(
            issuer,
            words.getLong(),
            words.getLong(),
            Math.max(0, Math.ceilDiv(row.getLong("not_after"), SECOND)),
            status(reason)));
  }

  private static FilterStatus status(Integer reason) {
    if (reason == null) {
      return FilterStatus.GOOD;
    }
    return reason == RevocationReason.CERTIFICATE_HOLD.code()
        ? FilterStatus.ON_HOLD
        : FilterStatus.REVOKED;
  }
}

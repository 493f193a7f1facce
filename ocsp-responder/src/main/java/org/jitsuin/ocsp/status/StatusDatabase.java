package org.jitsuin.ocsp.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.FeedContent;
import org.jitsuin.base.model.Fingerprint;

/** Reads certificates, revocations and the feed from the schema {@code status}. */
final class StatusDatabase {
  /** The most changes that are read at once. */
  static final int BATCH = 10_000;

  private static final int FETCH_SIZE = 10_000;

  /** Of the feed. */
  private static final String COLUMNS =
      "seq, issuer_no, serial, reason, revoked_at, invalid_since, not_after, "
          + FeedContent.ROW
          + " AS hash";

  private final Jdbi jdbi;

  StatusDatabase(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Fills an index as of one moment.
   *
   * @throws Fault INTEGRITY_VIOLATED if a row cannot be what the authority wrote
   */
  StatusIndex load() {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          // Position, certificates and revocations must be of the same moment, however long the
          // reading takes and whatever is committed meanwhile.
          handle.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
          return filled(handle);
        });
  }

  private static StatusIndex filled(Handle handle) {
    StatusIndex index = new StatusIndex();
    try {
      index.startAt(position(handle));
      fillIssued(handle, index);
      fillRevoked(handle, index);
      return index;
    } catch (RuntimeException | Error e) {
      index.close();
      throw e;
    }
  }

  private static FeedPosition position(Handle handle) {
    long head = head(handle);
    if (head == 0) {
      return FeedPosition.START;
    }
    FeedPosition position = from(handle, told(handle));
    try (Stream<FeedChange> rows = rowsAfter(handle, position.seq())) {
      for (FeedChange row : (Iterable<FeedChange>) rows::iterator) {
        position = position.and(row);
      }
    }
    if (position.seq() != head) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          "the feed ends at " + position.seq() + ", and its head is " + head);
    }
    return position;
  }

  /** Of any row, and of the same moment as the rest: on from there. */
  private static FeedContent told(Handle handle) {
    return handle
        .createQuery("SELECT told, content FROM status.beat WHERE one = 1")
        .map((row, _) -> content(row))
        .one();
  }

  private static FeedContent content(ResultSet row) throws SQLException {
    return new FeedContent(row.getLong("told"), Fingerprint.ofDigest(row.getBytes("content")));
  }

  private static FeedPosition from(Handle handle, FeedContent content) {
    return content.seq() == 0
        ? FeedPosition.START
        : row(handle, content.seq())
            .map(last -> new FeedPosition(content, Optional.of(last)))
            .orElseThrow(() ->
                new Fault(FaultCode.INTEGRITY_VIOLATED, "the feed has no row " + content.seq()));
  }

  private static Stream<FeedChange> rowsAfter(Handle handle, long seq) {
    return handle
        .createQuery("SELECT <columns> FROM status.feed WHERE seq > :seq ORDER BY seq")
        .define("columns", COLUMNS)
        .bind("seq", seq)
        .setFetchSize(FETCH_SIZE)
        .map(StatusDatabase::change)
        .stream();
  }

  private static long head(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT last FROM status.feed_head WHERE one = 1
            """)
        .mapTo(Long.class)
        .one();
  }

  private static Optional<FeedChange> row(Handle handle, long seq) {
    return handle
        .createQuery("SELECT <columns> FROM status.feed WHERE seq = :seq")
        .define("columns", COLUMNS)
        .bind("seq", seq)
        .map(StatusDatabase::change)
        .findOne();
  }

  /**
   * Returns how far all of it can be relied on; there are a few gaps in the life of an authority.
   */
  DatabaseState standing() {
    return jdbi.withHandle(handle -> {
      List<DatabaseState.Gap> gaps = new ArrayList<>();
      DatabaseState last =
          handle
              .createQuery(
                  """
                  SELECT h.open AND NOT EXISTS (SELECT 1 FROM status.crl_setback) AS open,
                         b.seq, b.at, b.told, b.content, g.begins_at, g.ends_at
                    FROM status.audit_head h
                    JOIN status.beat b ON b.one = h.one
                    LEFT JOIN status.gap g ON TRUE
                   WHERE h.one = 1
                   ORDER BY g.gap_no
                  """)
              .map((row, _) -> {
                long begins = row.getLong("begins_at");
                if (!row.wasNull()) {
                  gaps.add(new DatabaseState.Gap(begins, row.getLong("ends_at")));
                }
                Beat beat =
                    new Beat(
                        row.getLong("seq"), Instant.ofEpochMilli(row.getLong("at")), content(row));
                return new DatabaseState(row.getBoolean("open"), gaps, beat);
              })
              .list()
              .getLast();
      return new DatabaseState(last.open(), gaps, last.beat());
    });
  }

  /** Returns whether the feed has all of those rows as they were; at least one. */
  Reach reach(FeedChange... rows) {
    // Rows and head must be of one moment, or a row that comes in between is missed.
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          long head = head(handle);
          return Arrays.stream(rows)
              .map(known -> reach(handle, known, head))
              .max(Comparator.naturalOrder())
              .orElseThrow();
        });
  }

  private static Reach reach(Handle handle, FeedChange known, long head) {
    if (head < known.seq()) {
      return Reach.BEHIND;
    }
    boolean same = row(handle, known.seq()).filter(known::equals).isPresent();
    return same ? Reach.HELD : Reach.ANOTHER;
  }

  private static void fillIssued(Handle handle, StatusIndex index) {
    handle
        .createQuery(
            """
            SELECT issuer_no, serial, not_after FROM status.certificate
            """)
        .setFetchSize(FETCH_SIZE)
        .<Void>scanResultSet((rows, _) -> {
          ResultSet row = rows.get();
          while (row.next()) {
            index.fill(
                row.getInt(1),
                row.getBytes(2),
                PackedStatus.good(row.getLong(3)),
                PackedStatus.NO_DATE);
          }
          return null;
        });
  }

  private static void fillRevoked(Handle handle, StatusIndex index) {
    handle
        .createQuery(
            """
            SELECT issuer_no, serial, reason, revoked_at, invalid_since, not_after
              FROM status.revocation
            """)
        .setFetchSize(FETCH_SIZE)
        .<Void>scanResultSet((rows, _) -> {
          ResultSet row = rows.get();
          while (row.next()) {
            index.fill(
                row.getInt(1),
                row.getBytes(2),
                PackedStatus.revoked(
                    PackedStatus.revocation(row.getInt(3), row.getLong(4)), row.getLong(6)),
                invalidity(row));
          }
          return null;
        });
  }

  /**
   * Reads what has been added to the feed; at most {@link #BATCH} changes.
   *
   * @param told what the authority's feed comes to up to some row
   */
  FeedRead changesAfter(FeedPosition position, FeedContent told) {
    List<FeedChange> rows =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT <columns> FROM status.feed WHERE seq >= :from ORDER BY seq LIMIT :limit
                    """)
                .define("columns", COLUMNS)
                .bind("from", position.seq())
                .bind("limit", BATCH)
                .map(StatusDatabase::change)
                .list());
    return rows.isEmpty() && position.last().isPresent()
        ? beyond(position.last().get())
        : position.advance(rows, told);
  }

  /** What it means that the feed shows nothing from the last known row on. */
  private FeedRead beyond(FeedChange last) {
    return switch (reach(last)) {
      case HELD -> new FeedRead.Changes(List.of());
      case BEHIND -> new FeedRead.Behind(last.seq() - jdbi.withHandle(StatusDatabase::head));
      case ANOTHER -> new FeedRead.Broken("row " + last.seq() + " is gone");
    };
  }

  private static FeedChange change(ResultSet row, StatementContext context) throws SQLException {
    return new FeedChange(
        row.getLong("seq"),
        row.getInt("issuer_no"),
        SerialKey.of(row.getBytes("serial")),
        packed(row),
        invalidity(row),
        Fingerprint.ofDigest(row.getBytes("hash")));
  }

  private static long packed(ResultSet row) throws SQLException {
    int reason = row.getInt("reason");
    boolean isGood = row.wasNull();
    long notAfter = row.getLong("not_after");
    return isGood
        ? PackedStatus.good(notAfter)
        : PackedStatus.revoked(
            PackedStatus.revocation(reason, row.getLong("revoked_at")), notAfter);
  }

  private static long invalidity(ResultSet row) throws SQLException {
    long millis = row.getLong("invalid_since");
    return row.wasNull() ? PackedStatus.NO_DATE : PackedStatus.packDate(millis);
  }
}

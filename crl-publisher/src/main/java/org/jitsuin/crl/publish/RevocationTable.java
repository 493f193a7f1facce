package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.write.EntrySpool;

/** Reads {@code status.revocation} with a cursor. */
final class RevocationTable {
  private static final int FETCH = 5_000;

  private static final int CODES = 11;

  /** By code: a search for each row would cost more than the row. */
  private static final List<Optional<RevocationReason>> REASONS =
      IntStream.range(0, CODES)
          .mapToObj(RevocationReason::byCode)
          .map(found -> found.filter(reason -> reason != RevocationReason.REMOVE_FROM_CRL))
          .toList();

  private RevocationTable() {}

  /** The number of the last change in the feed, which the same transaction sees. */
  static long feedSeq(Handle handle) {
    return handle
        .createQuery("SELECT last FROM status.feed_head WHERE one = 1")
        .mapTo(Long.class)
        .one();
  }

  /**
   * The column that says which rows belong to a partition. No index serves the complete CRL: the
   * database sorts on its disk, once a day, and revocations cost no more for it.
   */
  static String column(Partition partition) {
    return partition.isComplete() ? "issuer_no" : "partition_no";
  }

  /** The value in that column. */
  static int of(Partition partition) {
    return partition.isComplete() ? partition.issuer().no() : partition.no();
  }

  /**
   * Spools the entries of a partition's next CRL, by serial number.
   *
   * @throws Fault INTEGRITY_VIOLATED if a row makes no entry
   */
  static void spool(Handle handle, Draft draft) {
    handle
        .createQuery(
            """
            SELECT serial, reason, revoked_at, invalid_since FROM status.revocation
            WHERE <column> = :of AND not_after >= :endingFrom ORDER BY serial
            """)
        .define("column", column(draft.listing().partition()))
        .bind("of", of(draft.listing().partition()))
        .bind("endingFrom", draft.endingFrom())
        .setFetchSize(FETCH)
        .scanResultSet((rows, _) -> {
          add(rows.get(), draft);
          return draft.entries().count();
        });
  }

  private static void add(ResultSet rows, Draft draft) throws SQLException {
    try {
      while (rows.next()) {
        addOne(rows, draft.entries(), draft.thisUpdate());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("entries cannot be spooled", e);
    }
  }

  /**
   * Spools the entry of one row: serial, reason, revoked_at, invalid_since.
   *
   * @param thisUpdate of the CRL; where the clock of the server that recorded the revocation is
   *     ahead of this one's, it was revoked then at the latest: nothing is known that is still to
   *     come
   * @throws Fault INTEGRITY_VIOLATED if the row makes no entry
   */
  static void addOne(ResultSet row, EntrySpool entries, Instant thisUpdate)
      throws SQLException, IOException {
    RevocationReason reason = reason(row.getInt(2));
    long revokedAt = Math.min(row.getLong(3), thisUpdate.toEpochMilli());
    long invalidSince = row.getLong(4);
    if (row.wasNull()) {
      entries.add(row.getBytes(1), revokedAt, reason);
    } else {
      entries.add(row.getBytes(1), revokedAt, reason, invalidSince);
    }
  }

  private static RevocationReason reason(int code) {
    if (code < 0 || code >= REASONS.size() || REASONS.get(code).isEmpty()) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "no reason for revocation: " + code);
    }
    return REASONS.get(code).get();
  }
}

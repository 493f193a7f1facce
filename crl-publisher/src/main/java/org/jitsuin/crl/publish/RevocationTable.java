package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.write.EntrySpool;

/** Reads {@code status.revocation} with a cursor. */
final class RevocationTable {
  private static final int FETCH = 5_000;

  private static final int CODES = 11;

  /** The reasons by code: a search for each row would cost more than the row. */
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
   * Spools the entries of a partition's next CRL, by serial number. No index serves the complete
   * CRL: the database sorts on its disk, and revocations cost no more for it.
   *
   * @throws Fault INTEGRITY_VIOLATED if a row makes no entry
   */
  static void spool(Handle handle, CrlDraft draft) {
    EntrySpool entries = draft.entries();
    CrlScope scope = CrlScope.of(handle, draft.listing().partition());
    handle
        .createQuery(
            """
            SELECT serial, reason, revoked_at, invalid_since FROM status.revocation
            WHERE <column> IN (<of>) AND not_after >= :endingFrom ORDER BY serial
            """)
        .define("column", scope.column())
        .bindList("of", scope.values())
        .bind("endingFrom", draft.endingFrom())
        .setFetchSize(FETCH)
        .scanResultSet((rows, _) -> {
          add(rows.get(), entries, draft.thisUpdate().toEpochMilli());
          return entries.count();
        });
  }

  private static void add(ResultSet rows, EntrySpool entries, long thisUpdate) throws SQLException {
    try {
      while (rows.next()) {
        addOne(rows, entries, thisUpdate);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("entries cannot be spooled", e);
    }
  }

  /**
   * Spools the entry of one row: serial, reason, revoked_at, invalid_since. What was revoked after
   * the time was taken, or by a server whose clock is ahead, is dated with thisUpdate: a CRL tells
   * of nothing that is still to come (RFC 5280 §5.1.2.4).
   *
   * @param thisUpdate of the CRL, in milliseconds since 1970
   * @throws Fault INTEGRITY_VIOLATED if the row makes no entry
   */
  static void addOne(ResultSet row, EntrySpool entries, long thisUpdate)
      throws SQLException, IOException {
    RevocationReason reason = reason(row.getInt(2));
    long revokedAt = Math.min(row.getLong(3), thisUpdate);
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

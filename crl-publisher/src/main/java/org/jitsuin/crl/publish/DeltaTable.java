package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.write.EntrySpool;
import org.jitsuin.crl.write.EntryWalk;

/** Reads with a cursor what changed since the base of a delta CRL. */
final class DeltaTable {
  private static final int FETCH = 5_000;

  private DeltaTable() {}

  /** Returns those of the partitions into which a certificate was ever issued. */
  static Set<Integer> used(Handle handle, Collection<Integer> partitions) {
    // Not EXISTS, which the database might answer by walking through the whole feed once.
    return new HashSet<>(
        handle
            .createQuery(
                """
                SELECT partition_no FROM (
                  SELECT partition_no, (SELECT 1 FROM status.feed f
                    WHERE f.partition_no = p.partition_no LIMIT 1) AS used
                  FROM status.crl_partition p WHERE partition_no IN (<partitions>)) p
                WHERE used = 1
                """)
            .bindList("partitions", List.copyOf(partitions))
            .mapTo(Integer.class)
            .list());
  }

  /**
   * Spools the entries of a delta CRL, by serial number (RFC 5280 §5.2.4): each certificate that
   * the feed names since the base, as the complete CRL of the same moment lists it, and as
   * removeFromCRL where it is on hold no more.
   *
   * <p>A certificate that the feed only calls good since was either lifted or just issued: it is to
   * be removed if the base lists it.
   *
   * @param baseFile the base itself
   * @throws Fault INTEGRITY_VIOLATED if a row makes no entry or the base is malformed
   */
  static void spool(Handle handle, CrlDraft draft, CrlBase base, Path baseFile) {
    EntrySpool changes = draft.delta().orElseThrow().entries();
    try (EntryWalk before = EntryWalk.through(baseFile)) {
      handle
          .createQuery(
              """
              SELECT f.serial, r.reason, r.revoked_at, r.invalid_since, r.not_after,
                f.revoked, f.changed_at
              FROM (SELECT serial, MAX(reason IS NOT NULL) AS revoked,
                  MAX(recorded_at) AS changed_at
                FROM status.feed
                WHERE partition_no = :partition AND seq > :after AND seq <= :until
                GROUP BY serial) f
              LEFT JOIN status.revocation r
                ON r.partition_no = :partition AND r.serial = f.serial
              ORDER BY f.serial
              """)
          .bind("partition", draft.listing().partition().no())
          .bind("after", base.feedSeq())
          .bind("until", draft.feedSeq())
          .setFetchSize(FETCH)
          .scanResultSet((rows, _) -> add(rows.get(), draft, changes, before));
    } catch (IOException e) {
      throw new UncheckedIOException("the base of a delta cannot be read", e);
    }
  }

  private static long add(ResultSet rows, CrlDraft draft, EntrySpool entries, EntryWalk before)
      throws SQLException {
    long thisUpdate = draft.thisUpdate().toEpochMilli();
    try {
      while (rows.next()) {
        long notAfter = rows.getLong("not_after");
        boolean good = rows.wasNull();
        if (good) {
          byte[] serial = rows.getBytes("serial");
          if (rows.getBoolean("revoked") || before.lists(serial)) {
            long changedAt = Math.min(rows.getLong("changed_at"), thisUpdate);
            entries.add(serial, changedAt, RevocationReason.REMOVE_FROM_CRL);
          }
        } else if (notAfter >= draft.endingFrom()) {
          RevocationTable.addOne(rows, entries, thisUpdate);
        }
      }
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException("entries cannot be spooled", e);
    }
  }
}

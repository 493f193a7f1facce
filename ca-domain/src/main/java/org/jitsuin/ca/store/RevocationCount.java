package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.ListSeal;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.RevocationJob.Order;

/**
 * Counts the certificates of a mass revocation, in a time that does not grow with them: a
 * generation has tens of millions, and whoever proposes its end must not wait for a count.
 */
public final class RevocationCount {
  /** The number up to which certificates are counted one by one. */
  private static final int COUNTED = 10_000;

  /** The factor by which more are counted where the index alone tells. */
  private static final long IN_THE_INDEX = 100;

  private RevocationCount() {}

  /**
   * Returns how many certificates are selected; those that are revoked count, too. Beyond {@value
   * #COUNTED} those that have run out count as well, and beyond a hundred times as many, or where
   * no time of issue is given, it is how many were ever issued there, as far as the feed is
   * counted. Of a sealed list it is how many are on it.
   */
  public static long of(Handle handle, Order order, Instant at) {
    return of(handle, order, at, COUNTED);
  }

  /**
   * @param most so many are counted one by one
   */
  static long of(Handle handle, Order order, Instant at, int most) {
    if (order.selection() instanceof RevocationSelection.OfAuthority) {
      return 1;
    }
    if (order.selection() instanceof RevocationSelection.OfSerials of) {
      return of.seal().map(ListSeal::entries).orElseGet(() -> listed(handle, order, at));
    }
    IssuePlace place = IssuePlace.of(order.selection());
    List<Integer> partitions = place.partitions(handle, 0);
    return partitions.isEmpty() ? 0 : count(handle, place, partitions, at, most);
  }

  private static long listed(Handle handle, Order order, Instant at) {
    return RevocationTargets.bound(
            handle.createQuery("SELECT COUNT(*) " + RevocationTargets.listed(order.cause())),
            order.id(),
            at)
        .mapTo(long.class)
        .one();
  }

  private static long count(
      Handle handle, IssuePlace place, List<Integer> partitions, Instant at, int most) {
    String sql =
        """
        SELECT COUNT(*) AS certificates, COALESCE(SUM(%s), 0) AS selected FROM (
          SELECT issuer_no, serial, not_before, not_after FROM ca.certificate FORCE INDEX (of_issue)
          WHERE partition_no IN (<partitions>) AND not_before >= :from AND not_before < :until
          LIMIT :most) c
        """
            .formatted(RevocationTargets.LEFT);
    Looked looked =
        RevocationTargets.bound(handle.createQuery(sql), "", at)
            .bindList("partitions", partitions)
            .bind("from", place.from())
            .bind("until", place.until())
            .bind("most", most)
            .map(row ->
                new Looked(
                    row.getColumn("certificates", Long.class),
                    row.getColumn("selected", Long.class)))
            .one();
    return looked.certificates() < most
        ? looked.selected()
        : atMost(handle, place, partitions, most);
  }

  /**
   * Returns an upper bound: of a stretch of time the index counts more, but does not tell which
   * have expired.
   */
  private static long atMost(Handle handle, IssuePlace place, List<Integer> partitions, int most) {
    long load = Math.max(most, ShardTable.load(handle, partitions));
    if (place.window().isAll()) {
      return load;
    }
    long issued =
        handle
            .createQuery(
                """
                SELECT COUNT(*) FROM (
                  SELECT 1 FROM ca.certificate FORCE INDEX (of_issue)
                  WHERE partition_no IN (<partitions>) AND not_before >= :from
                    AND not_before < :until
                  LIMIT :most) c
                """)
            .bindList("partitions", partitions)
            .bind("from", place.from())
            .bind("until", place.until())
            .bind("most", IN_THE_INDEX * most)
            .mapTo(long.class)
            .one();
    return issued < IN_THE_INDEX * most ? issued : Math.max(issued, load);
  }

  private record Looked(long certificates, long selected) {}
}

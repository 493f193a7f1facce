package org.jitsuin.ca.store;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.Nested;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.profile.AuthorityPolicy;
import org.jitsuin.ca.profile.CrlPartition;

/**
 * The fill of partitions, and the partitions behind the first of a municipality: {@code
 * status.crl_partition}, {@code ca.partition_load}, {@code ca.partition_count}.
 */
public final class ShardTable {
  private ShardTable() {}

  /**
   * A partition behind the first one, with a CRL already.
   *
   * @param issuerNumber its key generation
   */
  public record Opened(int issuerNumber, String municipality, @Nested CrlPartition partition) {}

  /**
   * Counts what the feed tells was issued. A lifted hold counts as well: rather too many than too
   * few.
   *
   * @param stretch how many changes at the most
   * @return whether there is more to count
   */
  public static boolean count(Handle handle, int stretch) {
    long from = lock(handle);
    long last = handle.select("SELECT last FROM status.feed_head").mapTo(long.class).one();
    long to = Math.min(last, from + stretch);
    if (to > from) {
      handle
          .createUpdate(
              """
              INSERT INTO ca.partition_load (partition_no, certificates)
              SELECT partition_no, COUNT(*) FROM status.feed
              WHERE seq > :from AND seq <= :to AND reason IS NULL GROUP BY partition_no
              ON DUPLICATE KEY UPDATE certificates = certificates + VALUES(certificates)
              """)
          .bind("from", from)
          .bind("to", to)
          .execute();
      handle.execute("UPDATE ca.partition_count SET seq = ?", to);
    }
    return to < last;
  }

  /**
   * Returns how many certificates were issued into those partitions, as far as they are counted.
   */
  static long load(Handle handle, List<Integer> partitions) {
    return handle
        .createQuery(
            """
            SELECT COALESCE(SUM(certificates), 0) FROM ca.partition_load
            WHERE partition_no IN (<partitions>)
            """)
        .bindList("partitions", partitions)
        .mapTo(long.class)
        .one();
  }

  private static long lock(Handle handle) {
    return handle
        .select("SELECT seq FROM ca.partition_count WHERE one = 1 FOR UPDATE")
        .mapTo(long.class)
        .one();
  }

  /**
   * The newest partitions that hold that many certificates or more; a handful. Nobody else opens
   * partitions before the end of the transaction.
   */
  public static List<NewestPartition> full(Handle handle, long certificates) {
    lock(handle);
    return handle
        .createQuery(
            """
            SELECT p.issuer_no AS issuer_number, p.municipality, p.shard
            FROM ca.partition_load l JOIN status.crl_partition p USING (partition_no)
            WHERE l.certificates >= :certificates AND NOT EXISTS (
              SELECT 1 FROM status.crl_partition n WHERE n.issuer_no = p.issuer_no
                AND n.municipality = p.municipality AND n.shard > p.shard)
            """)
        .bind("certificates", certificates)
        .mapTo(NewestPartition.class)
        .list();
  }

  /** Opens the partition behind that one. */
  public static void open(
      Handle handle, NewestPartition full, AuthorityPolicy policy, Municipality municipality) {
    PartitionTable.insert(
        handle, full.issuerNumber(), policy, List.of(municipality), full.shard() + 1);
  }

  /**
   * Returns all partitions behind the first ones that have a CRL, older ones first. Certificates
   * may not name those without.
   */
  public static List<Opened> opened(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT p.issuer_no AS issuer_number, p.municipality, p.partition_no AS number, p.id,
              p.distribution_point
            FROM status.crl_partition p
            WHERE p.shard > 0 AND EXISTS (
              SELECT 1 FROM status.crl c
              WHERE c.partition_no = p.partition_no AND c.state = 'published')
            ORDER BY p.shard
            """)
        .mapTo(Opened.class)
        .list();
  }
}

package org.jitsuin.crl.publish;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.crl.model.Partition;

/** Tells for whom there will be nothing more to say. */
final class FinalTable {
  private FinalTable() {}

  /** The key generations that issue nothing any more, since a newer one does. */
  static Set<Integer> superseded(Handle handle, Instant now) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                SELECT o.issuer_no FROM status.issuer o WHERE EXISTS (
                  SELECT 1 FROM status.issuer n WHERE n.authority = o.authority
                    AND n.generation > o.generation AND n.not_before <= :now
                    AND n.issues_from <= :now)
                """)
            .bind("now", now.toEpochMilli())
            .mapTo(Integer.class)
            .list());
  }

  /**
   * Returns whether the last certificate of a partition has ended. To be asked only of partitions
   * that get none any more, which a complete CRL never is.
   */
  static boolean allEnded(Handle handle, Partition partition, Instant now) {
    // The feed names every certificate that was issued, and has an index by partition.
    return handle
        .createQuery(
            "SELECT 1 FROM status.feed WHERE partition_no = :of AND not_after >= :now LIMIT 1")
        .bind("of", partition.no())
        .bind("now", now.toEpochMilli())
        .mapTo(Integer.class)
        .findOne()
        .isEmpty();
  }
}

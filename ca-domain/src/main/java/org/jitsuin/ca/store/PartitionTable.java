package org.jitsuin.ca.store;

import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.ca.model.Municipality;
import org.jitsuin.ca.profile.AuthorityPolicy;
import org.jitsuin.ca.profile.CrlPartition;
import org.jitsuin.ca.profile.DistributionPoints;

/** The table {@code status.crl_partition}. */
public final class PartitionTable {
  private PartitionTable() {}

  /** Adds the first partition of each of those municipalities under a key generation. */
  public static void insert(
      Handle handle, int issuerNumber, AuthorityPolicy policy, Collection<Municipality> of) {
    insert(handle, issuerNumber, policy, of, 0);
  }

  /**
   * Adds a partition of each of those municipalities under a key generation.
   *
   * @param shard 0 for the first
   */
  static void insert(
      Handle handle,
      int issuerNumber,
      AuthorityPolicy policy,
      Collection<Municipality> of,
      int shard) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO status.crl_partition
              (issuer_no, id, municipality, distribution_point, shard)
            VALUES (:issuer, :id, :municipality, :names, :shard)
            """);
    for (Municipality municipality : of) {
      batch
          .bind("issuer", issuerNumber)
          .bind("id", DistributionPoints.id(policy, municipality, shard))
          .bind("municipality", municipality.code())
          .bind("names", DistributionPoints.names(policy, municipality, shard))
          .bind("shard", shard)
          .add();
    }
    batch.execute();
  }

  /** The first partition of a municipality. */
  public static Optional<CrlPartition> find(Handle handle, int issuerNumber, String municipality) {
    return handle
        .createQuery(
            """
            SELECT partition_no AS number, id, distribution_point FROM status.crl_partition
            WHERE issuer_no = :issuer AND municipality = :municipality AND shard = 0
            """)
        .bind("issuer", issuerNumber)
        .bind("municipality", municipality)
        .mapTo(CrlPartition.class)
        .findOne();
  }
}

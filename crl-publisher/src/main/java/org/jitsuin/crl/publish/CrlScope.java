package org.jitsuin.crl.publish;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.crl.model.Partition;

/**
 * The scope of a CRL: the rows of the status schema that it is about.
 *
 * @param column the column of {@code status.revocation} and {@code status.feed} that tells
 * @param values its values in those rows
 * @param issuers the numbers of the key generations that issued the certificates; a handful
 */
record CrlScope(String column, List<Integer> values, List<Integer> issuers) {
  /**
   * Returns the scope: of a partition its own certificates, of a complete CRL those of all key
   * generations of the authority, which have one name.
   */
  static CrlScope of(Handle handle, Partition partition) {
    if (!partition.isComplete()) {
      return new CrlScope(
          "partition_no", List.of(partition.no()), List.of(partition.issuer().no()));
    }
    List<Integer> issuers =
        handle
            .createQuery("SELECT issuer_no FROM status.issuer WHERE authority = :authority")
            .bind("authority", partition.authority().id())
            .mapTo(Integer.class)
            .list();
    return new CrlScope("issuer_no", issuers, issuers);
  }
}

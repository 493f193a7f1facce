package org.jitsuin.crl.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.plan.PartitionStatus;
import org.jitsuin.crl.plan.Status;

/**
 * The CRLs that are published and served: any number of threads read it, one keeps it up to date.
 */
public final class PublishedCrls {
  private final CrlFiles files;
  private volatile Optional<CrlSnapshot> current = Optional.empty();
  private int unsound;

  public PublishedCrls(CrlFiles files) {
    this.files = files;
  }

  /** Returns the current state; empty until the database was read for the first time. */
  public Optional<CrlSnapshot> current() {
    return current;
  }

  /** Takes in what the database says and looks whether the files are there. */
  void refresh(Status status) {
    refresh(status, Map.of());
  }

  /**
   * Refreshes the state where the database is an older state of itself; otherwise as {@link
   * #refresh(Status)}.
   *
   * @param newer the CRLs that are served instead of what it knows, by the number of the partition
   */
  void refresh(Status status, Map<Integer, PublishedCrl> newer) {
    List<PublishedPartition> listings = new ArrayList<>();
    for (PartitionStatus partition : status.partitions()) {
      PublishedCrl found = newer.get(partition.partition().no());
      listings.add(
          found == null
              ? listing(partition)
              : new PublishedPartition(
                  partition.partition(), partition.published(), Optional.of(found)));
    }
    current = Optional.of(new CrlSnapshot(status.issuers(), status.links(), listings));
    int missing = (int) listings.stream().filter(listing -> !listing.sound()).count();
    if (missing > unsound) {
      CrlLog.LOG.filesUnsound(missing, files.root().toString());
    }
    unsound = missing;
  }

  private PublishedPartition listing(PartitionStatus status) {
    Partition partition = status.partition();
    Optional<PublishedCrl> before =
        current.flatMap(all -> all.find(partition.no())).flatMap(PublishedPartition::served);
    Optional<PublishedCrl> newest =
        status
            .published()
            .filter(crl -> before.equals(Optional.of(crl)) || files.sound(partition, crl));
    // Another server's file may come into sight late: until then the one before it is served.
    Optional<PublishedCrl> served =
        newest.or(() -> before).filter(crl -> files.present(partition, crl));
    return new PublishedPartition(partition, status.published(), served);
  }

  /** Takes in what was published here, whose files are in place. */
  void published(Collection<PublishedPartition> listings) {
    current = current.map(all -> all.with(listings));
  }
}

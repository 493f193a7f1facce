package org.jitsuin.crl.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.plan.PartitionStatus;
import org.jitsuin.crl.plan.Status;

/** What is published and what is served: any number of threads ask, one keeps it up to date. */
public final class Catalogue {
  private final CrlFiles files;
  private volatile Optional<Snapshot> current = Optional.empty();
  private int unsound;

  public Catalogue(CrlFiles files) {
    this.files = files;
  }

  /** Empty until the database was read for the first time. */
  public Optional<Snapshot> current() {
    return current;
  }

  /** Takes in what the database says and looks whether the files are there. */
  void refresh(Status status) {
    List<Listing> listings = new ArrayList<>();
    for (PartitionStatus partition : status.partitions()) {
      listings.add(listing(partition));
    }
    current = Optional.of(new Snapshot(status.issuers(), status.links(), listings));
    int missing = (int) listings.stream().filter(listing -> !listing.sound()).count();
    if (missing > unsound) {
      CrlLog.LOG.filesUnsound(missing, files.root().toString());
    }
    unsound = missing;
  }

  private Listing listing(PartitionStatus status) {
    Partition partition = status.partition();
    Optional<PublishedCrl> before =
        current.flatMap(all -> all.find(partition.no())).flatMap(Listing::served);
    Optional<PublishedCrl> newest =
        status
            .published()
            .filter(crl -> before.equals(Optional.of(crl)) || files.sound(partition, crl));
    // Another server's file may come into sight late: until then the one before it is served.
    Optional<PublishedCrl> served =
        newest.or(() -> before).filter(crl -> files.present(partition, crl));
    return new Listing(partition, status.published(), served);
  }

  /** Takes in what was published here, whose files are in place. */
  void published(Collection<Listing> listings) {
    current = current.map(all -> all.with(listings));
  }
}

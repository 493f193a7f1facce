package org.jitsuin.crl.publish;

import java.util.Optional;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;

/**
 * A partition in the catalogue.
 *
 * @param published its newest CRL
 * @param served the CRL that this server hands out: the newest whose file it sees, whole
 */
public record PublishedPartition(
    Partition partition, Optional<PublishedCrl> published, Optional<PublishedCrl> served) {
  /** Returns the listing with a CRL that was just published here. */
  PublishedPartition with(PublishedCrl crl) {
    return new PublishedPartition(partition, Optional.of(crl), Optional.of(crl));
  }

  /** Returns whether the newest CRL is the one that is served. */
  boolean sound() {
    return published.equals(served);
  }
}

package org.jitsuin.crl.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;

/**
 * The state of a partition, for metrics.
 *
 * @param served its CRL that relying parties get
 * @param age since that one's thisUpdate
 * @param remaining until its nextUpdate
 * @param lastError why it has no newer one; empty if nothing is wrong
 */
public record PartitionState(
    Partition partition,
    Optional<PublishedCrl> served,
    Optional<Duration> age,
    Optional<Duration> remaining,
    Optional<String> lastError) {

  static PartitionState of(PublishedPartition listing, Map<String, String> failing, Instant now) {
    return new PartitionState(
        listing.partition(),
        listing.served(),
        listing.served().map(crl -> Duration.between(crl.thisUpdate(), now)),
        listing.served().map(crl -> Duration.between(now, crl.nextUpdate())),
        Optional.ofNullable(failing.get(listing.partition().toString())));
  }
}

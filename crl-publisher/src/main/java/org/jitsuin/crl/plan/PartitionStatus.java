package org.jitsuin.crl.plan;

import java.util.Optional;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;

/**
 * A partition as the database has it.
 *
 * @param published its newest CRL
 * @param lastChange the number of the last change in the feed that concerns it, 0 if none does
 */
public record PartitionStatus(
    Partition partition, Optional<PublishedCrl> published, long lastChange) {}

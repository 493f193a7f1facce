package org.jitsuin.crl.write;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jitsuin.crl.model.Partition;

/**
 * What a CRL says besides its entries.
 *
 * @param partition what it covers, and who signs it
 * @param number the CRL number, greater than every one before it in the partition
 * @param thisUpdate in whole seconds
 * @param nextUpdate in whole seconds, after thisUpdate
 */
public record CrlContent(Partition partition, long number, Instant thisUpdate, Instant nextUpdate) {
  public CrlContent {
    thisUpdate = thisUpdate.truncatedTo(ChronoUnit.SECONDS);
    nextUpdate = nextUpdate.truncatedTo(ChronoUnit.SECONDS);
    if (number < 1) {
      throw new IllegalArgumentException("CRL numbers start at 1, not " + number);
    }
    if (!nextUpdate.isAfter(thisUpdate)) {
      throw new IllegalArgumentException("a CRL ends after it begins");
    }
  }
}

package org.jitsuin.crl.model;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;

/**
 * A CRL that was published.
 *
 * @param number the CRL number (RFC 5280 §5.2.3)
 * @param feedSeq the last change in the status feed that is in it
 * @param thisUpdate when it was true
 * @param nextUpdate when a new one is there at the latest
 * @param entries how many certificates it lists
 * @param size of its DER in octets
 * @param sha256 of its DER
 * @param delta the delta CRL of the same number; those published by earlier releases have none
 */
public record PublishedCrl(
    long number,
    long feedSeq,
    Instant thisUpdate,
    Instant nextUpdate,
    long entries,
    long size,
    Fingerprint sha256,
    Optional<PublishedDelta> delta) {
  public PublishedCrl {
    if (!nextUpdate.isAfter(thisUpdate)) {
      throw new IllegalArgumentException("CRL " + number + " ends before it begins");
    }
  }

  /** Returns this CRL as the start of a delta. */
  public CrlBase asBase() {
    return new CrlBase(number, feedSeq, thisUpdate, size, sha256);
  }

  /** Returns whether relying parties accept it at that time, give or take what clocks differ by. */
  public boolean currentAt(Instant now) {
    return now.isBefore(nextUpdate) && !thisUpdate.isAfter(now.plusSeconds(CLOCK_DIFFERENCE));
  }

  /** Seconds by which the clocks of two servers may differ. */
  private static final long CLOCK_DIFFERENCE = 60;
}

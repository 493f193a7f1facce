package org.jitsuin.base.repository;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;

/**
 * A CRL, as a manifest lists it.
 *
 * @param number the CRL number (RFC 5280 §5.2.3)
 * @param thisUpdate when it was true
 * @param nextUpdate when a new one is there at the latest
 * @param entries how many certificates it lists
 * @param size of its DER in octets
 * @param sha256 of its DER
 * @param delta the delta CRL of the same number, where there is one
 */
public record ListedCrl(
    long number,
    Instant thisUpdate,
    Instant nextUpdate,
    long entries,
    long size,
    Fingerprint sha256,
    Optional<ListedDelta> delta) {
  /** The greatest number that file names have room for. */
  private static final long GREATEST = 999_999_999_999_999_999L;

  /** The difference that the clocks of two servers may have. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  public ListedCrl {
    if (number < 1 || number > GREATEST || entries < 0 || size < 0) {
      throw new IllegalArgumentException("a CRL has a number or a size that it cannot have");
    }
    if (!nextUpdate.isAfter(thisUpdate)) {
      throw new IllegalArgumentException("CRL " + number + " ends before it begins");
    }
  }

  /** Returns this CRL with the delta CRL of its number. */
  ListedCrl with(ListedDelta published) {
    if (delta.isPresent()) {
      throw new IllegalArgumentException("CRL " + number + " has two delta CRLs");
    }
    return new ListedCrl(
        number, thisUpdate, nextUpdate, entries, size, sha256, Optional.of(published));
  }

  /** Returns whether relying parties accept it at that time, give or take what clocks differ by. */
  public boolean currentAt(Instant now) {
    return now.isBefore(nextUpdate) && !thisUpdate.isAfter(now.plus(CLOCKS_DIFFER));
  }
}

package org.jitsuin.crl.filter.universe;

import org.jitsuin.filter.FilterStatus;

/**
 * What a row of the feed says of a certificate from then on.
 *
 * @param issuer the number of its key generation
 * @param high the upper 64 bits of its serial number; the upper 48 of these are the time at which
 *     it was drawn, in milliseconds from 1970
 * @param low its lower 64 bits
 * @param endsSeconds when the certificate ends, in seconds from 1970, rounded up
 * @param status good, revoked or on hold
 */
public record FeedRow(int issuer, long high, long low, long endsSeconds, FilterStatus status) {
  private static final int RANDOM_BITS = 16;

  /** Returns when the serial number was drawn, in milliseconds from 1970. */
  public long drawn() {
    return drawn(high);
  }

  static long drawn(long high) {
    return high >>> RANDOM_BITS;
  }
}

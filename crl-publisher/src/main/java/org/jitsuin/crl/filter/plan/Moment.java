package org.jitsuin.crl.filter.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * The moment of which the statuses are: the authority says again and again how far the feed had
 * come at a time of its clock.
 *
 * @param feed the last row of the feed then
 * @param at when that was
 * @param settle how much earlier serial numbers are all known: longer than an issue takes until it
 *     is recorded or given up, so that none is taken for good because it is not known yet
 */
public record Moment(long feed, Instant at, Duration settle) {
  /** How long the certificates are told of that ended. */
  private static final Duration ENDED_STAY = Duration.ofDays(1);

  /** Returns until when all serial numbers are known, in milliseconds from 1970. */
  public long until() {
    return Math.max(0, at.minus(settle).toEpochMilli());
  }

  /** Returns the earliest end of certificates that are told of, in seconds from 1970. */
  public long endsFrom() {
    return at.minus(ENDED_STAY).getEpochSecond();
  }
}

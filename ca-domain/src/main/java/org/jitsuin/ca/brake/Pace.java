package org.jitsuin.ca.brake;

import java.time.Duration;
import java.time.Instant;

/**
 * A pace: some acts in a row, then one after each interval. All that need be kept of the acts is
 * the moment at which a whole burst is there again.
 *
 * @param burst how many acts in a row
 * @param interval after which one more is there
 */
public record Pace(int burst, Duration interval) {
  public Pace {
    if (burst < 1 || !interval.isPositive()) {
      throw new IllegalArgumentException("a pace lets something pass");
    }
  }

  /**
   * Returns how long an act must wait: zero where it may be done now, otherwise never longer than
   * the interval.
   *
   * @param fullAt when the whole burst is there again, after the acts until now
   */
  public Duration pause(Instant fullAt, Instant now) {
    Duration over = Duration.between(now, after(fullAt, now)).minus(whole());
    return over.isNegative() ? Duration.ZERO : over;
  }

  /** Returns when the whole burst is there again, after an act that is done now. */
  public Instant after(Instant fullAt, Instant now) {
    Instant latest = now.plus(whole());
    // A clock that was set back must not make anybody wait until it comes to where it was.
    Instant known = fullAt.isAfter(latest) ? latest : fullAt;
    return (known.isBefore(now) ? now : known).plus(interval);
  }

  private Duration whole() {
    return interval.multipliedBy(burst);
  }
}

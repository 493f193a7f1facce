package org.jitsuin.base.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The time from one moment on, such as that for which something read counts as fresh. A clock that
 * was set back before the beginning is outside: nobody knows then how long ago that was, and
 * whatever waits for the end must not wait for the clock to come back.
 *
 * @param from the first moment
 * @param length until the first moment after it
 */
public record Interval(Instant from, Duration length) {
  /** One that no moment is in. */
  public static final Interval EMPTY = new Interval(Instant.MIN, Duration.ZERO);

  /** Whether a moment lies in it. */
  public boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(from.plus(length));
  }
}

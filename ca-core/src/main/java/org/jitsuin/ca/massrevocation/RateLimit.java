package org.jitsuin.ca.massrevocation;

import java.time.Duration;
import java.time.Instant;

/**
 * The pace of a job: so many certificates a second, in portions, and never more than a half
 * second's worth to catch up on. Portions become smaller where the database is slow, since others
 * wait for what a portion locks.
 */
final class RateLimit {
  private static final int LARGEST_PORTION = 1_000;
  private static final int SMALLEST_LARGEST = 50;
  private static final int PORTIONS_A_SECOND = 10;
  private static final long NANOS = 1_000_000_000;
  private static final Duration CREDIT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMillis(750);

  private final int perSecond;
  private Instant next;
  private int largest = LARGEST_PORTION;

  RateLimit(int perSecond, Instant now) {
    this.perSecond = perSecond;
    this.next = now;
  }

  /** Returns how many certificates are processed in one transaction. */
  int portion() {
    return Math.clamp(perSecond / PORTIONS_A_SECOND, 1, largest);
  }

  /** Returns whether the next portion may go. */
  boolean isDue(Instant now) {
    return !now.isBefore(next);
  }

  /** Notes how long a portion took; twice as many take longer, half as many less. */
  void took(Duration time) {
    largest =
        time.compareTo(LONG) > 0
            ? Math.max(SMALLEST_LARGEST, largest / 2)
            : Math.min(LARGEST_PORTION, largest + largest / 4);
  }

  /** Notes that so many went. */
  void spend(int certificates, Instant now) {
    Instant earliest = now.minus(CREDIT);
    Instant from = next.isBefore(earliest) ? earliest : next;
    next = from.plusNanos(certificates * NANOS / perSecond);
  }
}

package org.jitsuin.ca.brake;

import java.time.Duration;
import java.time.Instant;

/**
 * How long somebody has been asking faster than the {@link Pace} allows.
 *
 * @param since the first refusal
 * @param last the last one
 * @param refused how many
 */
public record Slowed(Instant since, Instant last, long refused) {
  /** Who is not refused for so long has come to an end. */
  private static final Duration GAP = Duration.ofMinutes(10);

  /** For so long no real work is faster than the pace. */
  private static final Duration LONG = Duration.ofHours(1);

  /** Returns the first refusal. */
  public static Slowed begun(Instant now) {
    return new Slowed(now, now, 1);
  }

  /** Returns the same after one more refusal. */
  public Slowed again(Instant now) {
    return isOver(now) ? begun(now) : new Slowed(since, now, refused + 1);
  }

  /** Returns whether nothing was refused for some time; so too where the clock was set back. */
  public boolean isOver(Instant now) {
    return now.isBefore(last) || now.isAfter(last.plus(GAP));
  }

  /** Returns whether it has gone on for so long that somebody must know. */
  public boolean isLong() {
    return !last.isBefore(since.plus(LONG));
  }
}

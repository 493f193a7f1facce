package org.jitsuin.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The signs of life of somebody else, who changes a row with each: how long there has been none, by
 * a stopwatch here, since no two clocks agree and each may be set. Who is seen for the first time
 * has just given one. Not for several threads.
 *
 * @param <R> the row, equal to another one exactly where no sign of life came between
 */
public final class LifeSigns<R> {
  private final LongSupplier stopwatch;
  private Optional<R> seen = Optional.empty();
  private long since;

  /**
   * @param stopwatch nanoseconds since whenever, which nobody sets
   */
  public LifeSigns(LongSupplier stopwatch) {
    this.stopwatch = stopwatch;
  }

  /** Whether nothing was looked at yet. */
  public boolean isFresh() {
    return seen.isEmpty();
  }

  /**
   * Looks at the row as it is now.
   *
   * @return whether there was a sign of life since it was looked at last
   */
  public boolean look(R row) {
    boolean sign = !seen.equals(Optional.of(row));
    if (sign) {
      seen = Optional.of(row);
      since = stopwatch.getAsLong();
    }
    return sign;
  }

  /** Returns for how long there has been none, as far as was seen here. */
  public Duration silence() {
    return Duration.ofNanos(stopwatch.getAsLong() - since);
  }
}

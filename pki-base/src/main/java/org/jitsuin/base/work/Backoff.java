package org.jitsuin.base.work;

import java.time.Duration;

/**
 * How long something that failed is left in peace: for a time that doubles with each failure in a
 * row, up to a limit.
 *
 * @param first after the first failure
 * @param longest after many
 */
public record Backoff(Duration first, Duration longest) {
  /**
   * The pause before it is tried again.
   *
   * @param failures in a row; zero where it did not fail, which asks for no pause
   */
  public Duration after(int failures) {
    Duration pause = failures == 0 ? Duration.ZERO : first;
    for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}

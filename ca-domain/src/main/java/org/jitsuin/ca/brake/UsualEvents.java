package org.jitsuin.ca.brake;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many events of a class a source usually reports in the busiest hour of a day: the mean over
 * the four weeks before today. What comes today changes nothing of it, so that nobody can raise the
 * limit by what it is to stop; days on which nothing came count, so that it takes days to raise it.
 */
public final class UsualEvents {
  private static final int DAYS = 28;
  private static final int HOURS_OF_A_DAY = 24;

  /** Days begin at midnight in Japan. */
  private static final int AHEAD = 9;

  private UsualEvents() {}

  /** Returns the number of an hour since 1970-01-01T00:00:00Z. */
  public static long hour(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), Duration.ofHours(1).toSeconds());
  }

  /** Returns the first hour that counts for what is usual in an hour. */
  public static long from(long hour) {
    return (day(hour) - DAYS) * HOURS_OF_A_DAY - AHEAD;
  }

  /** Returns the first hour of the day of an hour. */
  public static long today(long hour) {
    return day(hour) * HOURS_OF_A_DAY - AHEAD;
  }

  private static long day(long hour) {
    return Math.floorDiv(hour + AHEAD, (long) HOURS_OF_A_DAY);
  }

  /**
   * Returns what is usual.
   *
   * @param hours how many came in which hours; the others had none
   * @param hour now
   */
  public static long of(Map<Long, Long> hours, long hour) {
    Map<Long, Long> busiest = new HashMap<>();
    hours.forEach((one, events) -> {
      if (one >= from(hour) && one < today(hour)) {
        busiest.merge(day(one), events, Math::max);
      }
    });
    return busiest.values().stream().mapToLong(Long::longValue).sum() / DAYS;
  }
}

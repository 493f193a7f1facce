package org.jitsuin.ca.brake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UsualEventsTest {
  /** 23:00 in Japan. */
  private static final long LAST = UsualEvents.hour(Instant.parse("2025-10-27T14:59:59Z"));

  /** Midnight, so the day after. */
  private static final long MIDNIGHT = LAST + 1;

  private static Map<Long, Long> daily(int days, long busiest, long others) {
    Map<Long, Long> hours = new HashMap<>();
    for (int day = 1; day <= days; day++) {
      for (int hour = 0; hour < 24; hour++) {
        hours.put(UsualEvents.today(LAST) - 24L * day + hour, hour == 17 ? busiest : others);
      }
    }
    return hours;
  }

  @Test
  void of_fourWeeks_isTheMeanOfTheirBusiestHours() {
    assertThat(UsualEvents.of(daily(28, 4_400, 10), LAST)).isEqualTo(4_400);
    assertThat(UsualEvents.of(daily(40, 4_400, 10), LAST)).isEqualTo(4_400);
    assertThat(UsualEvents.of(daily(7, 4_400, 10), LAST)).isEqualTo(1_100);
    assertThat(UsualEvents.of(Map.of(), LAST)).isZero();
  }

  @Test
  void of_today_changesNothing() {
    Map<Long, Long> hours = daily(28, 4_400, 10);
    hours.put(LAST, 1_000_000L);
    hours.put(UsualEvents.today(LAST), 1_000_000L);
    assertThat(UsualEvents.of(hours, LAST)).isEqualTo(4_400);
    // It counts from the day after, as one of twenty-eight.
    assertThat(UsualEvents.of(hours, MIDNIGHT)).isEqualTo((27 * 4_400 + 1_000_000) / 28);
  }

  @Test
  void from_fourWeeksBefore_isTheFirstHourThatCounts() {
    long from = UsualEvents.from(LAST);
    assertThat(UsualEvents.of(Map.of(from, 28L, from - 1, 2_800L), LAST)).isEqualTo(1);
    assertThat(UsualEvents.today(LAST) - from).isEqualTo(28 * 24);
  }

  /** Who reports every day as many as are let pass needs days to have more let pass. */
  @Test
  void limit_whoAlwaysGoesToIt_raisesItSlowly() {
    EventLimits limits =
        new EventLimits(
            Stream.of(EventClass.values()).collect(Collectors.toMap(one -> one, _ -> 5_000L)), 10);
    Map<Long, Long> hours = new HashMap<>();
    List<Long> days = new ArrayList<>();
    for (int day = 0; day < 10; day++) {
      long hour = LAST + 24L * day;
      long limit = limits.of(EventClass.REMOVALS, UsualEvents.of(hours, hour));
      hours.put(hour, limit);
      days.add(limit);
    }
    assertThat(days.subList(0, 3)).containsOnly(5_000L);
    assertThat(days.get(6)).isLessThan(20_000);
    assertThat(days.get(9)).isBetween(20_000L, 50_000L);
  }
}

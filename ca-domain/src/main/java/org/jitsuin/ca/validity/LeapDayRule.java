package org.jitsuin.ca.validity;

import java.time.LocalDate;
import java.time.MonthDay;

/**
 * When somebody born on February 29 has their birthday in a common year. No official wording was
 * found, so it is a setting.
 */
public enum LeapDayRule {
  /**
   * As the Act on Calculation of Ages counts: a year of age is complete at the end of February 28.
   */
  FEBRUARY_28,
  /** The day after. */
  MARCH_1;

  private static final MonthDay LEAP_DAY = MonthDay.of(2, 29);

  /** The birthday in that year. */
  LocalDate birthday(MonthDay day, int year) {
    if (!day.equals(LEAP_DAY) || day.isValidYear(year)) {
      return day.atYear(year);
    }
    return this == FEBRUARY_28 ? LocalDate.of(year, 2, 28) : LocalDate.of(year, 3, 1);
  }
}

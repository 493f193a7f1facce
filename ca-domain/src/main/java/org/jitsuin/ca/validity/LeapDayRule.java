package org.jitsuin.ca.validity;

import java.time.LocalDate;
import java.time.MonthDay;

/**
 * The birthday in common years of those born on February 29. No official wording was found, so it
 * is a setting.
 */
public enum LeapDayRule {
  /**
   * The birthday is February 28: by the Act on Calculation of Ages a year of age is complete at the
   * end of that day.
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

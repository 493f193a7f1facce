package org.jitsuin.ca.retention;

import java.time.LocalDate;

/**
 * The ten years for which records of an issue are kept: "until ten years have passed, counted from
 * the day after its end" (Cabinet Order for the JPKI Act, article 2, as of 2003), computed as the
 * Civil Code says (articles 140, 141 and 143).
 */
public final class TenYears {
  private static final int YEARS = 10;

  private TenYears() {}

  /**
   * Returns the first day on which it may and must be erased.
   *
   * @param last the last day of the validity, in Japan
   */
  public static LocalDate erasableFrom(LocalDate last) {
    LocalDate first = last.plusDays(1);
    LocalDate corresponding = first.plusYears(YEARS);
    // Where the last year has no such day the period ends with the month, not the day before it.
    return corresponding.getDayOfMonth() == first.getDayOfMonth()
        ? corresponding
        : corresponding.plusDays(1);
  }

  /**
   * Returns the latest last day whose time is over.
   *
   * @param today in Japan
   */
  public static LocalDate over(LocalDate today) {
    LocalDate last = today.minusYears(YEARS);
    while (erasableFrom(last).isAfter(today)) {
      last = last.minusDays(1);
    }
    return last;
  }

  /** Returns the first day of ten whole years before that day: for what is kept from its day on. */
  static LocalDate before(LocalDate today) {
    return today.minusYears(YEARS);
  }
}

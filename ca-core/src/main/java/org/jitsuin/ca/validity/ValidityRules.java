package org.jitsuin.ca.validity;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The rules of validity. Dates are Japan's; what ends on a date ends at 23:59:59 that day.
 *
 * @param leapDay the birthday of those born on February 29
 */
public record ValidityRules(LeapDayRule leapDay) {
  /** The age of majority was 20 for applications received before this date, and is 18 from then. */
  private static final LocalDate MAJORITY_LOWERED = LocalDate.of(2022, 4, 1);

  private static final int MAJORITY_BEFORE = 20;
  private static final int MAJORITY = 18;
  private static final int CARD_BIRTHDAYS_ADULT = 10;
  private static final int CARD_BIRTHDAYS_MINOR = 5;
  private static final int CERTIFICATE_BIRTHDAYS = 5;
  private static final int RENEWED_CERTIFICATE_BIRTHDAYS = 6;
  private static final int WINDOW_MONTHS = 3;

  /**
   * The last day of a card: the 10th birthday after issue for those who are of age on the day of
   * issue, else the 5th (leaflet, card §4).
   *
   * @param applicationReceived decides which age of majority holds
   */
  public LocalDate cardExpiry(
      LocalDate birthDate, LocalDate issued, LocalDate applicationReceived) {
    int majority = applicationReceived.isBefore(MAJORITY_LOWERED) ? MAJORITY_BEFORE : MAJORITY;
    boolean adult = age(birthDate, issued) >= majority;
    return birthday(birthDate, issued, adult ? CARD_BIRTHDAYS_ADULT : CARD_BIRTHDAYS_MINOR);
  }

  /**
   * The last day of a certificate: the 5th birthday after issue (leaflet, certificate §4), but
   * never past the card, and never past a sibling on the same card that was issued earlier.
   */
  public LocalDate certificateExpiry(
      LocalDate birthDate, LocalDate issued, LocalDate cardExpiry, Optional<LocalDate> sibling) {
    return capped(birthday(birthDate, issued, CERTIFICATE_BIRTHDAYS), cardExpiry, sibling);
  }

  /**
   * The last day of a certificate that was issued in the renewal window of its predecessor: the 6th
   * birthday after issue (domain, section 3.1), within the same limits.
   */
  public LocalDate renewedCertificateExpiry(
      LocalDate birthDate, LocalDate issued, LocalDate cardExpiry, Optional<LocalDate> sibling) {
    LocalDate birthday = birthday(birthDate, issued, RENEWED_CERTIFICATE_BIRTHDAYS);
    return capped(birthday, cardExpiry, sibling);
  }

  private static LocalDate capped(
      LocalDate birthday, LocalDate cardExpiry, Optional<LocalDate> sibling) {
    LocalDate end = earlier(birthday, cardExpiry);
    return sibling.map(other -> earlier(end, other)).orElse(end);
  }

  /**
   * The first day on which what ends on that day can be renewed: less than three months are left
   * from the day after the same day three months before; where that month has no such day, from the
   * 1st of the next (domain, section 3.1).
   */
  public static LocalDate renewalOpens(LocalDate end) {
    LocalDate before = end.minusMonths(WINDOW_MONTHS);
    return before.getDayOfMonth() == end.getDayOfMonth()
        ? before.plusDays(1)
        : before.plusMonths(1).withDayOfMonth(1);
  }

  /** Full years of age on that date. */
  public int age(LocalDate birthDate, LocalDate on) {
    LocalDate thisYear = leapDay.birthday(birthDate, on.getYear());
    int years = on.getYear() - birthDate.getYear();
    return thisYear.isAfter(on) ? years - 1 : years;
  }

  /** Counts birthdays from the day after issue: one on the day of issue does not count. */
  private LocalDate birthday(LocalDate birthDate, LocalDate issued, int ordinal) {
    LocalDate thisYear = leapDay.birthday(birthDate, issued.getYear());
    int firstYear = thisYear.isAfter(issued) ? issued.getYear() : issued.getYear() + 1;
    return leapDay.birthday(birthDate, firstYear + ordinal - 1);
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}

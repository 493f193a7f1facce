package org.jitsuin.ca.validity;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jitsuin.ca.model.BirthDate;

/**
 * The rules of validity. Dates are Japan's; what ends on a date ends at 23:59:59 that day.
 *
 * <p>Of a birth date that is known in part, that one counts of all it can be with which cards and
 * certificates end earliest, and the age is lowest.
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
  private static final Period WINDOW = Period.ofMonths(3);
  private static final Period WINDOW_ABROAD = Period.ofYears(1);

  /**
   * The end of a card: the 10th birthday after issue for those who are of age on the day of issue,
   * else the 5th (leaflet, card §4).
   *
   * @param applicationReceived decides which age of majority holds
   */
  public Ending cardEnd(BirthDate birthDate, LocalDate issued, LocalDate applicationReceived) {
    int majority = applicationReceived.isBefore(MAJORITY_LOWERED) ? MAJORITY_BEFORE : MAJORITY;
    return age(birthDate, issued) >= majority
        ? tenth(birthDate, issued)
        : fifth(birthDate, issued, CARD_BIRTHDAYS_MINOR);
  }

  /** The ends that a card of that day may have, whenever it was applied for. */
  public List<Ending> cardEnds(BirthDate birthDate, LocalDate issued) {
    return List.of(tenth(birthDate, issued), fifth(birthDate, issued, CARD_BIRTHDAYS_MINOR));
  }

  private Ending tenth(BirthDate birthDate, LocalDate issued) {
    return new Ending(birthday(birthDate, issued, CARD_BIRTHDAYS_ADULT), Because.TENTH_BIRTHDAY);
  }

  private Ending fifth(BirthDate birthDate, LocalDate issued, int birthdays) {
    return new Ending(birthday(birthDate, issued, birthdays), Because.FIFTH_BIRTHDAY);
  }

  /** The last day of a card, as {@link #cardEnd}. */
  public LocalDate cardExpiry(
      BirthDate birthDate, LocalDate issued, LocalDate applicationReceived) {
    return cardEnd(birthDate, issued, applicationReceived).on();
  }

  /**
   * The end of a certificate: the 5th birthday after issue (leaflet, certificate §4), but never
   * past the card, and never past a sibling on the same card that was issued earlier.
   */
  public Ending certificateEnd(
      BirthDate birthDate, LocalDate issued, LocalDate cardExpiry, Optional<LocalDate> sibling) {
    return capped(fifth(birthDate, issued, CERTIFICATE_BIRTHDAYS), cardExpiry, sibling);
  }

  /** The last day of a certificate, as {@link #certificateEnd}. */
  public LocalDate certificateExpiry(
      BirthDate birthDate, LocalDate issued, LocalDate cardExpiry, Optional<LocalDate> sibling) {
    return certificateEnd(birthDate, issued, cardExpiry, sibling).on();
  }

  /**
   * The end of a certificate that takes the place of another: where it was issued in the other's
   * renewal window of three months the 6th birthday after issue (domain, section 3.1), before that
   * the 5th, within the same limits.
   *
   * @param predecessorEnd the last day of the other one
   */
  public Ending successorEnd(
      BirthDate birthDate,
      LocalDate issued,
      LocalDate predecessorEnd,
      LocalDate cardExpiry,
      Optional<LocalDate> sibling) {
    return issued.isBefore(renewalOpens(predecessorEnd))
        ? certificateEnd(birthDate, issued, cardExpiry, sibling)
        : renewedCertificateEnd(birthDate, issued, cardExpiry, sibling);
  }

  private Ending renewedCertificateEnd(
      BirthDate birthDate, LocalDate issued, LocalDate cardExpiry, Optional<LocalDate> sibling) {
    LocalDate birthday = birthday(birthDate, issued, RENEWED_CERTIFICATE_BIRTHDAYS);
    return capped(new Ending(birthday, Because.SIXTH_BIRTHDAY), cardExpiry, sibling);
  }

  /**
   * The last day of a certificate that was issued in the renewal window of its predecessor, as
   * {@link #successorEnd}.
   */
  public LocalDate renewedCertificateExpiry(
      BirthDate birthDate, LocalDate issued, LocalDate cardExpiry, Optional<LocalDate> sibling) {
    return renewedCertificateEnd(birthDate, issued, cardExpiry, sibling).on();
  }

  private static Ending capped(Ending birthday, LocalDate cardExpiry, Optional<LocalDate> sibling) {
    Ending end = birthday.orEarlier(cardExpiry, Because.CARD);
    return sibling.map(other -> end.orEarlier(other, Because.SIBLING)).orElse(end);
  }

  /**
   * The first day on which what ends on that day can be renewed: less than three months are left
   * from the day after the same day three months before; where that month has no such day, from the
   * 1st of the next (domain, section 3.1).
   */
  public static LocalDate renewalOpens(LocalDate end) {
    return opens(end, WINDOW);
  }

  /**
   * The same for holders who live abroad, when less than a year is left: they renew at a stay in
   * Japan, or at a consulate together with the card.
   */
  public static LocalDate renewalOpensAbroad(LocalDate end) {
    return opens(end, WINDOW_ABROAD);
  }

  private static LocalDate opens(LocalDate end, Period window) {
    LocalDate before = end.minus(window);
    return before.getDayOfMonth() == end.getDayOfMonth()
        ? before.plusDays(1)
        : before.plusMonths(1).withDayOfMonth(1);
  }

  /**
   * Returns the full years of age on that date, as many as are certain; 0 where the year is
   * unknown.
   */
  public int age(BirthDate birthDate, LocalDate on) {
    if (!birthDate.hasYear()) {
      return 0;
    }
    LocalDate thisYear = leapDay.birthday(MonthDay.from(birthDate.latest()), on.getYear());
    int years = on.getYear() - birthDate.year();
    return thisYear.isAfter(on) ? years - 1 : years;
  }

  private LocalDate birthday(BirthDate birthDate, LocalDate issued, int ordinal) {
    return birthDate
        .birthdays()
        .map(day -> birthday(day, issued, ordinal))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Counts birthdays from the day after issue: one on the day of issue does not count. */
  private LocalDate birthday(MonthDay day, LocalDate issued, int ordinal) {
    LocalDate thisYear = leapDay.birthday(day, issued.getYear());
    int firstYear = thisYear.isAfter(issued) ? issued.getYear() : issued.getYear() + 1;
    return leapDay.birthday(day, firstYear + ordinal - 1);
  }
}

package org.jitsuin.ca.model;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A birth date (生年月日) as the resident register has it: a date, or as much of one as is known.
 * Written {@code 1980-02-17}, with zeros for what is unknown: {@code 1947-05-00}, {@code
 * 1947-00-00}, {@code 0000-00-00}.
 *
 * @param year of the Gregorian calendar; 0 where it is unknown, and all of it then
 * @param month 1 to 12; 0 where it is unknown, and the day then
 * @param day 0 where it is unknown
 */
public record BirthDate(int year, int month, int day) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final int LATEST_YEAR = 9999;
  private static final int MONTHS = 12;

  /**
   * @throws IllegalArgumentException that says what is wrong without repeating the date
   */
  public BirthDate {
    boolean gap = (year == 0 && month > 0) || (month == 0 && day > 0);
    boolean within =
        year >= 0
            && year <= LATEST_YEAR
            && month >= 0
            && month <= MONTHS
            && day >= 0
            && day <= (month > 0 && year > 0 ? YearMonth.of(year, month).lengthOfMonth() : 0);
    if (gap || !within) {
      throw new IllegalArgumentException(
          "is a date as 1980-02-17, with zeros from where it is unknown: 1947-05-00, 1947-00-00,"
              + " 0000-00-00");
    }
  }

  /** Returns a birth date of which nothing is unknown. */
  public static BirthDate of(LocalDate date) {
    return new BirthDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /**
   * @throws IllegalArgumentException that says what is wrong without repeating the text
   */
  public static BirthDate parse(String text) {
    Matcher digits = TEXT.matcher(text);
    return digits.matches()
        ? new BirthDate(
            Integer.parseInt(digits.group(1)),
            Integer.parseInt(digits.group(2)),
            Integer.parseInt(digits.group(3)))
        // Not a date, whatever it is.
        : new BirthDate(-1, -1, -1);
  }

  /** Returns whether at least the year is known. */
  public boolean hasYear() {
    return year > 0;
  }

  /** The first day that it can be; {@link LocalDate#MIN} where the year is unknown. */
  public LocalDate earliest() {
    return hasYear() ? LocalDate.of(year, Math.max(month, 1), Math.max(day, 1)) : LocalDate.MIN;
  }

  /** The last day that it can be; {@link LocalDate#MAX} where the year is unknown. */
  public LocalDate latest() {
    if (!hasYear()) {
      return LocalDate.MAX;
    }
    YearMonth last = YearMonth.of(year, month > 0 ? month : MONTHS);
    return day > 0 ? last.atDay(day) : last.atEndOfMonth();
  }

  /** Returns whether it can lie between those days, both inclusive; an unknown date can. */
  public boolean isFrom(LocalDate first, LocalDate last) {
    return !hasYear() || (!earliest().isBefore(first) && !earliest().isAfter(last));
  }

  /** The days of the year that can be the birthday: one where nothing is unknown. */
  public Stream<MonthDay> birthdays() {
    if (day > 0) {
      return Stream.of(MonthDay.of(month, day));
    }
    // A leap year's days where the year is unknown.
    int some = hasYear() ? year : 2000;
    return IntStream.rangeClosed(month > 0 ? month : 1, month > 0 ? month : MONTHS)
        .mapToObj(one -> YearMonth.of(some, one))
        .flatMap(one ->
            IntStream.rangeClosed(1, one.lengthOfMonth())
                .mapToObj(each -> MonthDay.of(one.getMonthValue(), each)));
  }

  /** Returns the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
  }
}

package org.jitsuin.verifier.holder;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A birth date as the register has it, of which not everything may be known.
 *
 * @param era empty where what is known of the date does not settle it
 * @param year by the Gregorian calendar; empty where it is unknown
 * @param month empty where it is unknown
 * @param day empty where it is unknown
 */
public record BirthDate(Optional<Era> era, OptionalInt year, OptionalInt month, OptionalInt day) {
  private static final Pattern TEXT = Pattern.compile("([0-5])([0-9]{4})([0-9]{2})([0-9]{2})");
  private static final int MONTHS = 12;
  private static final int DAYS = 31;

  /**
   * Checks what is known.
   *
   * @throws IllegalArgumentException if there is no such day, or not in that era
   */
  public BirthDate {
    require(month.isEmpty() || (month.getAsInt() >= 1 && month.getAsInt() <= MONTHS));
    require(day.isEmpty() || (day.getAsInt() >= 1 && day.getAsInt() <= DAYS));
    require(year.isPresent() || (month.isEmpty() && era.isEmpty()));
    require(month.isPresent() || day.isEmpty());
    if (day.isPresent()) {
      LocalDate date = date(year.getAsInt(), month.getAsInt(), day.getAsInt());
      era.ifPresent(one -> require(isIn(one, date, date)));
    } else if (year.isPresent()) {
      LocalDate first = date(year.getAsInt(), month.orElse(1), 1);
      LocalDate last = date(year.getAsInt(), month.orElse(MONTHS), 1).plusMonths(1).minusDays(1);
      era.ifPresent(one -> require(isIn(one, first, last)));
    }
  }

  /** Whether a day between the two lies in the era. */
  private static boolean isIn(Era era, LocalDate earliest, LocalDate latest) {
    return !latest.isBefore(era.first())
        && era.last().map(last -> !earliest.isAfter(last)).orElse(true);
  }

  private static LocalDate date(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no day of the calendar", e);
    }
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalArgumentException("no birth date");
    }
  }

  /**
   * Reads {@code EYYYYMMDD}: the digit of the era and the Gregorian date, with zeros for what is
   * unknown.
   *
   * @throws IllegalArgumentException if it is none
   */
  static BirthDate parse(String text) {
    Matcher digits = TEXT.matcher(text);
    require(digits.matches());
    return new BirthDate(
        Era.of(Integer.parseInt(digits.group(1))),
        known(digits.group(2)),
        known(digits.group(3)),
        known(digits.group(4)));
  }

  private static OptionalInt known(String digits) {
    int number = Integer.parseInt(digits);
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** Returns the day, where all of it is known. */
  public Optional<LocalDate> date() {
    return year.isPresent() && month.isPresent() && day.isPresent()
        ? Optional.of(LocalDate.of(year.getAsInt(), month.getAsInt(), day.getAsInt()))
        : Optional.empty();
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "BirthDate[]";
  }
}

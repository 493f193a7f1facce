package org.jitsuin.ca.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.model.Holder;

/**
 * Reads the dates and times of requests, in members and parameters alike. A date is a day in Japan
 * and nothing else: a moment is on another day elsewhere. All of them are such as the database
 * holds.
 */
public final class Dates {
  private static final LocalDate EARLIEST = Holder.EARLIEST_BIRTH;
  private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

  /** Describes the form of a date, for error messages. */
  public static final String DATE =
      "must be a date such as 2030-02-17, without a time, from " + EARLIEST + " to " + LATEST;

  /** Describes the form of a time, for error messages. */
  public static final String TIME =
      "must be a time such as 2025-10-27T03:04:05Z, on a day from " + EARLIEST + " to " + LATEST;

  private static final Pattern DATE_FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  /** RFC 3339, without leap seconds and the hour 24. */
  private static final Pattern TIME_FORM =
      Pattern.compile(
          DATE_FORM.pattern()
              + "T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:[0-5]\\d)");

  private Dates() {}

  /** A calendar date of ISO 8601; empty where the text is none. */
  public static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(text)
          .filter(DATE_FORM.asMatchPredicate())
          .map(LocalDate::parse)
          .filter(Dates::isWithin);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** A time of RFC 3339; empty where the text is none. */
  public static Optional<Instant> time(String text) {
    try {
      return Optional.of(text)
          .filter(TIME_FORM.asMatchPredicate())
          .map(Instant::parse)
          .filter(time -> isWithin(JapanTime.date(time)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static boolean isWithin(LocalDate date) {
    return !date.isBefore(EARLIEST) && !date.isAfter(LATEST);
  }
}

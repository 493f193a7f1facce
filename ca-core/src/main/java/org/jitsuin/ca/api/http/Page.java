package org.jitsuin.ca.api.http;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * A page of what has numbers that grow.
 *
 * @param after the number that it begins behind
 * @param limit how many at the most
 */
public record Page(long after, int limit) {
  /**
   * @throws RequestRefused REQUEST_INVALID
   */
  public static Page of(String after, String limit, int largest) {
    return new Page(
        number("after", after, 0, Long.MAX_VALUE), (int) number("limit", limit, 1, largest));
  }

  /** Returns the cursor of the next page; null where there is none. */
  public <T> Long next(List<T> rows, ToLongFunction<T> number) {
    return rows.size() == limit ? Long.valueOf(number.applyAsLong(rows.getLast())) : null;
  }

  private static long number(String parameter, String value, long least, long largest) {
    if (value.matches("\\d{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= least && number <= largest) {
        return number;
      }
    }
    throw new RequestRefused(
        RefusalCode.REQUEST_INVALID,
        String.format(
            Locale.ROOT, "parameter %s must be a number from %d to %d", parameter, least, largest));
  }
}

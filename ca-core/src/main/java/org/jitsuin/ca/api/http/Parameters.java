package org.jitsuin.ca.api.http;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jitsuin.ca.json.Dates;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * Reads what stands in the query of an address; what is written wrongly is refused, not ignored.
 */
public final class Parameters {
  private static final int LARGEST_PAGE = 200;
  private static final int DIGITS = 9;

  private Parameters() {}

  /** Refuses a parameter that there is not, one that is given twice, and a My Number in any. */
  public static void check(MultivaluedMap<String, String> given, Set<String> known) {
    given.forEach((name, values) -> {
      if (!known.contains(name) || values.size() > 1) {
        throw new RequestRefused(
            RefusalCode.REQUEST_INVALID,
            "only these parameters are allowed, each once: "
                + String.join(", ", known.stream().sorted().toList()));
      }
      values.forEach(Members::refuseMyNumber);
    });
  }

  /** Parses the size of a page. */
  public static int limit(String text) {
    return number("limit", text, 1, LARGEST_PAGE);
  }

  /**
   * A number within limits, both included.
   *
   * @throws RequestRefused REQUEST_INVALID
   */
  public static int number(String name, String text, int least, int most) {
    if (text.matches("\\d{1," + DIGITS + "}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw invalid(name, "must be a number from " + least + " to " + most);
  }

  /**
   * Parses a parameter that has one of a set of values; absent where the parameter is.
   *
   * @param text null where it is absent
   */
  public static <T> Optional<T> choice(
      String name, String text, Function<String, Optional<T>> byId) {
    return Optional.ofNullable(text)
        .map(value ->
            byId.apply(value).orElseThrow(() -> invalid(name, "is not one of its allowed values")));
  }

  /**
   * A text of some form; absent where the parameter is.
   *
   * @param text null where it is absent
   * @param form a regular expression
   * @param described what it is, for whoever got it wrong
   */
  public static Optional<String> text(String name, String text, String form, String described) {
    if (text != null && !text.matches(form)) {
      throw invalid(name, "is " + described);
    }
    return Optional.ofNullable(text);
  }

  /** The id of a card; absent where the parameter is. */
  public static Optional<String> card(String name, String text) {
    return choice(name, text, id -> Optional.of(id).filter(Card::isId));
  }

  /** Parses a resident's id in the register; absent where the parameter is. */
  public static Optional<String> registerId(String text) {
    return choice("registerId", text, id -> Optional.of(id).filter(Members::isIdentifier));
  }

  /** A date; absent where the parameter is. */
  public static Optional<LocalDate> date(String name, String text) {
    return Optional.ofNullable(text)
        .map(value -> Dates.date(value).orElseThrow(() -> invalid(name, Dates.DATE)));
  }

  /** A time; absent where the parameter is. */
  public static Optional<Instant> time(String name, String text) {
    return Optional.ofNullable(text)
        .map(value -> Dates.time(value).orElseThrow(() -> invalid(name, Dates.TIME)));
  }

  /** The refusal of a parameter that is not as it must be. */
  public static RequestRefused invalid(String name, String problem) {
    return new RequestRefused(RefusalCode.REQUEST_INVALID, "parameter " + name + " " + problem);
  }
}

package org.jitsuin.ca.json;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.MyNumber;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.outcome.RefusalCode;

/** Checks the members of requests; those that may be absent are null there and nowhere else. */
public final class Members {
  private static final String REGISTER_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  private static final String MY_NUMBER = "\\d{12}";

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 1_000;

  /** The earliest moment of validity: no certificate of this service is older. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private Members() {}

  /** Returns the value of a flag, false where it was omitted. */
  public static boolean flag(Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  /**
   * A member that must be there.
   *
   * @throws RequestRefused REQUEST_INVALID
   */
  public static <T> T present(String member, T value) {
    if (value == null) {
      throw invalid(member, "must not be null");
    }
    return value;
  }

  /** Returns whether a text has the form of an id and not that of a My Number. */
  public static boolean isIdentifier(String value) {
    return value.matches(REGISTER_ID) && !value.matches(MY_NUMBER);
  }

  /**
   * An id that another system gave.
   *
   * @throws RequestRefused REQUEST_INVALID
   */
  public static String identifier(String member, String value) {
    if (!present(member, value).matches(REGISTER_ID)) {
      throw invalid(member, "must be 1 to 64 letters, digits, dots, hyphens or underscores");
    }
    if (value.matches(MY_NUMBER)) {
      throw invalid(member, "looks like a My Number, which is never accepted here");
    }
    return value;
  }

  /**
   * Keeps a My Number out, wherever else than in JSON a text comes from.
   *
   * @throws RequestRefused MY_NUMBER_NOT_ACCEPTED
   */
  public static void refuseMyNumber(String value) {
    if (MyNumber.isIn(value)) {
      throw new RequestRefused(RefusalCode.MY_NUMBER_NOT_ACCEPTED, "");
    }
  }

  /** A date, or as much of one as is known. */
  public static BirthDate birthDate(String member, String value) {
    try {
      return BirthDate.parse(present(member, value));
    } catch (IllegalArgumentException e) {
      throw invalid(member, e.getMessage());
    }
  }

  /**
   * A text of the resident register.
   *
   * @param substitutes null where there are none
   */
  public static RegisterText text(String member, String value, String substitutes) {
    try {
      return RegisterText.received(
          present(member, value), substitutes == null ? "0".repeat(value.length()) : substitutes);
    } catch (IllegalArgumentException e) {
      throw invalid(member, e.getMessage());
    }
  }

  /**
   * Reads how a name is read.
   *
   * @param of what the members are in, with a point behind it; may be empty
   * @param kana null where it was not sent
   * @param romaji null where it was not sent
   * @throws RequestRefused REQUEST_INVALID
   */
  public static NameReading reading(String of, String kana, String romaji) {
    Optional<String> wide =
        Optional.ofNullable(kana)
            .map(text -> Normalizer.normalize(text, Normalizer.Form.NFKC))
            .map(text -> text.replace(' ', '\u3000'));
    NameReading read = reading(of + "nameKana", wide, Optional.empty());
    return reading(of + "nameRomaji", read.kana(), Optional.ofNullable(romaji));
  }

  private static NameReading reading(
      String member, Optional<String> kana, Optional<String> romaji) {
    try {
      return new NameReading(kana, romaji);
    } catch (IllegalArgumentException e) {
      throw invalid(member, e.getMessage());
    }
  }

  /** One of the values that a member may have. */
  public static <T> T choice(String member, String value, Function<String, Optional<T>> byId) {
    return byId.apply(present(member, value))
        .orElseThrow(() -> invalid(member, "is not one of its allowed values"));
  }

  /**
   * A certificate's serial number in hexadecimal digits.
   *
   * @return empty where no certificate can have it
   */
  public static Optional<Serial> serial(String text) {
    try {
      return Optional.of(Serial.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * From when a certificate should not be trusted.
   *
   * @param since null where that was not told
   */
  public static Optional<Instant> since(String member, Instant since) {
    if (since != null && since.isBefore(EARLIEST)) {
      throw invalid(member, "must not be before " + EARLIEST);
    }
    return Optional.ofNullable(since);
  }

  /** Adds a text to what an act rests on, if there is one. */
  public static void putText(
      Map<String, String> evidence, String member, String key, String value) {
    int longest = key.equals("note") ? LONGEST_NOTE : LONGEST_NAME;
    if (value == null) {
      return;
    }
    if (value.isBlank()
        || value.length() > longest
        || value.chars().anyMatch(character -> character < ' ' && character != '\n')) {
      throw invalid(member, "is 1 to " + longest + " characters, none of them a control character");
    }
    evidence.put(key, value);
  }

  /** Words of somebody, as they stand in a table. */
  public static String words(String member, String value) {
    if (present(member, value).isBlank()
        || value.length() > LONGEST_NAME
        || value.chars().anyMatch(Character::isISOControl)) {
      throw invalid(
          member, "is 1 to " + LONGEST_NAME + " characters, none of them a control character");
    }
    return value;
  }

  /** The refusal of a member that is not as it must be. */
  public static RequestRefused invalid(String member, String problem) {
    return new RequestRefused(RefusalCode.REQUEST_INVALID, "member " + member + " " + problem);
  }
}

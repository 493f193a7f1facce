package org.jitsuin.ca.consent;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jitsuin.ca.model.Card;

/**
 * The form of all texts that are signed here, so that people can read what they sign: a line that
 * says what it is, then lines {@code name: value} in a fixed order, in UTF-8, each ended by one
 * line feed. A text has this one form only.
 */
final class SignedLines {
  private static final Pattern PARTY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** More than any text that can be right. */
  private static final int LARGEST = 2_048;

  private SignedLines() {}

  /** Returns whether a text is a UUID (RFC 9562) in lower case: what nobody guesses. */
  static boolean isId(String text) {
    return Card.isId(text);
  }

  /** Returns whether a text can be the name of a relying party. */
  static boolean isParty(String text) {
    return PARTY.matcher(text).matches();
  }

  /** Writes a text. */
  static byte[] write(String title, Map<String, String> values) {
    StringBuilder text = new StringBuilder(title).append('\n');
    values.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a text.
   *
   * @return the values by their names; empty if it is not of that title and these names
   */
  static Optional<Map<String, String>> read(byte[] octets, String title, List<String> names) {
    Optional<String> text = octets.length > LARGEST ? Optional.empty() : decode(octets);
    List<String> lines = List.of(text.orElse("").split("\n", -1));
    if (lines.size() != names.size() + 2
        || !lines.getFirst().equals(title)
        || !lines.getLast().isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String begin = names.get(i) + ": ";
      String line = lines.get(i + 1);
      if (!line.startsWith(begin)) {
        return Optional.empty();
      }
      values.put(names.get(i), line.substring(begin.length()));
    }
    return Optional.of(values);
  }

  private static Optional<String> decode(byte[] octets) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Reads a time of whole seconds in UTC, such as {@code 2026-11-30T01:02:03Z}. */
  static Optional<Instant> time(String text) {
    try {
      return TIME.matcher(text).matches()
          // It reads 24:00:00 and leap seconds, too, which are written otherwise.
          ? Optional.of(Instant.parse(text)).filter(time -> time.toString().equals(text))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads a date such as {@code 2026-11-30}. */
  static Optional<LocalDate> date(String text) {
    try {
      return DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

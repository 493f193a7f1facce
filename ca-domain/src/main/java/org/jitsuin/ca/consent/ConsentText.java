package org.jitsuin.ca.consent;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.time.JapanTime;

/**
 * What a holder signs: which relying party may be told which of their latest data, what for, and
 * until when.
 *
 * @param id drawn by whoever writes the text, a UUID: a consent is recorded once
 * @param party the name of the relying party
 * @param purpose what for, in words, on one line
 * @param attributes at least one
 * @param given when the text was written
 * @param until the last day in Japan
 */
public record ConsentText(
    String id,
    String party,
    String purpose,
    Set<ConsentAttribute> attributes,
    Instant given,
    LocalDate until) {
  /** The longest purpose in UTF-16 code units. */
  public static final int LONGEST_PURPOSE = 200;

  /** "For ten years at the most" (guideline of the ministries). */
  private static final int YEARS = 10;

  /** Marks, letters and a symbol, for Unicode, of which nothing is seen. */
  private static final String FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

  private static final String TITLE = "jitsuin-consent-1";
  private static final List<String> NAMES =
      List.of("id", "party", "purpose", "attributes", "given", "until");

  /**
   * @throws IllegalArgumentException that says what is wrong, without repeating a value
   */
  public ConsentText {
    attributes = Set.copyOf(attributes);
    if (!SignedLines.isId(id)) {
      throw new IllegalArgumentException("id is a UUID in lower case");
    }
    if (!SignedLines.isParty(party)) {
      throw new IllegalArgumentException("party is the name of a relying party");
    }
    if (!isPurpose(purpose)) {
      throw new IllegalArgumentException(
          "purpose is 1 to "
              + LONGEST_PURPOSE
              + " characters in the form NFC, without control and format characters");
    }
    if (attributes.isEmpty()) {
      throw new IllegalArgumentException("attributes names at least one");
    }
    if (until.isAfter(JapanTime.date(given).plusYears(YEARS))) {
      throw new IllegalArgumentException("until is at most ten years after given");
    }
  }

  /** What people sign they must be able to read: nothing that is not seen, or turns text around. */
  private static boolean isPurpose(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_PURPOSE
        && text.equals(text.strip())
        && Normalizer.isNormalized(text, Normalizer.Form.NFC)
        && text.codePoints().allMatch(ConsentText::isVisible);
  }

  private static boolean isVisible(int character) {
    if (FILLERS.indexOf(character) >= 0) {
      return false;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /**
   * Reads a text that is in its one form.
   *
   * @throws IllegalArgumentException that says what is wrong, without repeating a value
   */
  public static ConsentText parse(byte[] octets) {
    Map<String, String> values =
        SignedLines.read(octets, TITLE, NAMES)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "it is \""
                        + TITLE
                        + "\" and the lines "
                        + String.join(", ", NAMES)
                        + ", each ended by one line feed"));
    ConsentText text =
        new ConsentText(
            values.get("id"),
            values.get("party"),
            values.get("purpose"),
            value("attributes", ConsentAttribute.parse(values.get("attributes"))),
            value("given", SignedLines.time(values.get("given"))),
            value("until", SignedLines.date(values.get("until"))));
    if (!Arrays.equals(text.octets(), octets)) {
      throw new IllegalArgumentException("it is not in its canonical form");
    }
    return text;
  }

  private static <T> T value(String name, Optional<T> value) {
    return value.orElseThrow(() ->
        new IllegalArgumentException(
            switch (name) {
              case "attributes" ->
                  "attributes are some of \"name address sex birthDate\" in this order";
              case "given" -> "given is a time in UTC to the second, as 2026-11-30T01:02:03Z";
              default -> "until is a date as 2027-11-30";
            }));
  }

  /** The text itself, as it is signed. */
  public byte[] octets() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("id", id);
    values.put("party", party);
    values.put("purpose", purpose);
    values.put("attributes", ConsentAttribute.text(attributes));
    values.put("given", given.toString());
    values.put("until", until.toString());
    return SignedLines.write(TITLE, values);
  }

  /** Nothing of what for: it may tell of the holder. */
  @Override
  public String toString() {
    return "ConsentText[" + id + "]";
  }
}

package org.jitsuin.ca.consent;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a holder signs to be told which consents they gave, and who read what.
 *
 * @param bearer who brings the question and may see the answer: the name of a relying party, such
 *     as a portal
 * @param given when the text was written
 */
public record QuestionText(String bearer, Instant given) {
  private static final String TITLE = "jitsuin-consent-question-1";
  private static final List<String> NAMES = List.of("bearer", "given");

  /**
   * @throws IllegalArgumentException that says what is wrong
   */
  public QuestionText {
    if (!SignedLines.isParty(bearer)) {
      throw new IllegalArgumentException("bearer is the name of a relying party");
    }
  }

  /**
   * Reads a text that is in its one form.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static QuestionText parse(byte[] octets) {
    return SignedLines.read(octets, TITLE, NAMES)
        .flatMap(values ->
            SignedLines.time(values.get("given"))
                .map(given -> new QuestionText(values.get("bearer"), given)))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "it is \""
                    + TITLE
                    + "\" and the lines bearer (who may see the answer) and given (a time in UTC),"
                    + " each ended by one line feed"));
  }

  /** The text itself, as it is signed. */
  public byte[] octets() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("bearer", bearer);
    values.put("given", given.toString());
    return SignedLines.write(TITLE, values);
  }
}

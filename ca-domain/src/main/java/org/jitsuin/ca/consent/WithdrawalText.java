package org.jitsuin.ca.consent;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a holder signs to withdraw a consent.
 *
 * @param consent its id
 * @param given when the text was written
 */
public record WithdrawalText(String consent, Instant given) {
  private static final String TITLE = "jitsuin-consent-withdrawal-1";
  private static final List<String> NAMES = List.of("consent", "given");

  /**
   * @throws IllegalArgumentException that says what is wrong
   */
  public WithdrawalText {
    if (!SignedLines.isId(consent)) {
      throw new IllegalArgumentException("consent is a UUID in lower case");
    }
  }

  /**
   * Reads a text that is in its one form.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static WithdrawalText parse(byte[] octets) {
    return SignedLines.read(octets, TITLE, NAMES)
        .flatMap(values ->
            SignedLines.time(values.get("given"))
                .map(given -> new WithdrawalText(values.get("consent"), given)))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "it is \""
                    + TITLE
                    + "\" and the lines consent (its id) and given (a time in UTC), each ended by"
                    + " one line feed"));
  }

  /** The text itself, as it is signed. */
  public byte[] octets() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("consent", consent);
    values.put("given", given.toString());
    return SignedLines.write(TITLE, values);
  }
}

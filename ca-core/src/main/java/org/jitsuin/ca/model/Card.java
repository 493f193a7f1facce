package org.jitsuin.ca.model;

import java.time.LocalDate;

/**
 * An Individual Number Card (個人番号カード).
 *
 * @param id names the card in this system; a UUID, not the number printed on it
 * @param registerId whose card it is
 * @param municipality the code of the municipality that registered it
 * @param issuedOn the date of issue in Japan
 * @param expiresOn the last day on which it is valid, until 23:59:59 in Japan
 */
public record Card(
    String id, String registerId, String municipality, LocalDate issuedOn, LocalDate expiresOn) {
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** Whether a text can be the id of a card at all; callers may send anything. */
  public static boolean isId(String text) {
    return text.matches(ID);
  }
}

package org.jitsuin.ca.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Individual Number Card (個人番号カード).
 *
 * @param id names the card in this system; a UUID, not the number printed on it
 * @param registerId whose card it is
 * @param municipality the code of the municipality that registered it
 * @param issuedOn the date of issue in Japan
 * @param expiresOn the last day on which it is valid, until 23:59:59 in Japan
 * @param term how far the last day may move
 * @param withoutPins a card for face authentication (顔認証マイナンバーカード), on which no PIN is set
 * @param predecessor the card in whose place this one was issued
 * @param suspension present while its functions are suspended (一時停止)
 * @param end present once it has lapsed for another reason than its date
 */
public record Card(
    String id,
    String registerId,
    String municipality,
    LocalDate issuedOn,
    LocalDate expiresOn,
    Term term,
    boolean withoutPins,
    Optional<String> predecessor,
    Optional<Suspension> suspension,
    Optional<CardEnd> end) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * The limits within which the last day of a card may move.
   *
   * @param longestUntil the birthday beyond which no extension of stay carries it
   * @param speciallyExtended whether the single special extension (特例延長) was used
   */
  public record Term(LocalDate longestUntil, boolean speciallyExtended) {}

  /** Returns whether a text can be the id of a card at all; callers may send anything. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Returns whether the card is valid on that day, suspended or not. */
  public boolean inForce(LocalDate today) {
    return end.isEmpty() && !today.isAfter(expiresOn);
  }

  /** Returns whether its last day is that of the holder's period of stay and not a birthday. */
  public boolean endsWithStay() {
    return expiresOn.isBefore(term.longestUntil());
  }

  /** The same card with another last day. */
  public Card until(LocalDate date, Term newTerm) {
    return new Card(
        id,
        registerId,
        municipality,
        issuedOn,
        date,
        newTerm,
        withoutPins,
        predecessor,
        suspension,
        end);
  }

  /** The same card, suspended, or no longer where empty. */
  public Card suspended(Optional<Suspension> facts) {
    return new Card(
        id,
        registerId,
        municipality,
        issuedOn,
        expiresOn,
        term,
        withoutPins,
        predecessor,
        facts,
        end);
  }

  /** The same card, lapsed; a suspension ends with it. */
  public Card ended(CardEnd facts) {
    return new Card(
        id,
        registerId,
        municipality,
        issuedOn,
        expiresOn,
        term,
        withoutPins,
        predecessor,
        Optional.empty(),
        Optional.of(facts));
  }
}

package org.jitsuin.ca.validity;

/** The rule that set the last day of a card or a certificate, with a sentence that says so. */
public enum Because {
  FIFTH_BIRTHDAY(
      "fifth-birthday",
      "Valid to the end of the holder's 5th birthday after issue.",
      "有効期限は、発行の日後5回目の誕生日です。"),
  SIXTH_BIRTHDAY(
      "sixth-birthday",
      "Renewed in the last three months of its predecessor, so valid to the end of the holder's"
          + " 6th birthday after issue.",
      "前の証明書の有効期間満了前3か月以内に更新したため、有効期限は、発行の日後6回目の誕生日です。"),
  TENTH_BIRTHDAY(
      "tenth-birthday",
      "Valid to the end of the holder's 10th birthday after issue.",
      "有効期限は、発行の日後10回目の誕生日です。"),
  /** The last day of its card, which is a birthday. */
  CARD("card", "Ends with the card.", "カードの有効期限までです。"),
  /** The last day of the user-identification certificate, which was issued earlier. */
  SIBLING(
      "sibling",
      "Ends with the user-identification certificate on the same card, which was issued earlier.",
      "先に発行された同じカードの利用者証明用電子証明書の有効期限までです。"),
  STAY("stay", "Ends with the holder's period of stay.", "在留期間の満了日までです。"),
  /** Two months more than the period of stay (特例延長). */
  SPECIAL_EXTENSION(
      "special-extension",
      "Extended once, by two months at the most, while permission to stay is pending.",
      "在留期間更新等の許可を待つ間の特例延長（最長2か月、1回限り）による有効期限です。"),
  /** No rule sets that day from what is recorded now. */
  EARLIER_RECORD(
      "earlier-record",
      "Set by what was recorded at the issue; the birth date or the last day of the card was"
          + " changed since.",
      "発行時の記録による有効期限です（その後、生年月日またはカードの有効期限が変更されています）。");

  private final String id;
  private final String english;
  private final String japanese;

  Because(String id, String english, String japanese) {
    this.id = id;
    this.english = english;
    this.japanese = japanese;
  }

  /** The name in the API. */
  public String id() {
    return id;
  }

  /** Returns the sentence in English. */
  public String english() {
    return english;
  }

  /** Returns the sentence in Japanese. */
  public String japanese() {
    return japanese;
  }
}

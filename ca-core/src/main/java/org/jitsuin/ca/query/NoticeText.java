package org.jitsuin.ca.query;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.lifecycle.ExpiryNotice;
import org.jitsuin.ca.model.Municipality;

/** The sentences of a notice. */
public final class NoticeText {
  private static final DateTimeFormatter ENGLISH =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter JAPANESE =
      DateTimeFormatter.ofPattern("uuuu年M月d日", Locale.JAPANESE);

  private NoticeText() {}

  /**
   * Returns the text that says what ends when, and from when and where it can be renewed, in
   * English.
   */
  public static String english(ExpiryNotice ending, Municipality office) {
    if (ending.withCard()) {
      return "%s ends with the card, on %s: the card that follows it carries a new one."
          .formatted(
              ending.certificate().map(NoticeText::english).orElseThrow(),
              english(ending.endsOn()));
    }
    return "%s is valid until %s. You can renew it from %s at the municipal office of %s, %s."
        .formatted(
            ending.certificate().map(NoticeText::english).orElse("Your Individual Number Card"),
            english(ending.endsOn()),
            english(ending.renewableFrom()),
            office.name(),
            office.prefecture());
  }

  private static String english(Authority kind) {
    return switch (kind) {
      case SIGNATURE -> "The electronic certificate for signature on your Individual Number Card";
      case USER_IDENTIFICATION ->
          "The electronic certificate for user identification on your Individual Number Card";
    };
  }

  private static String english(LocalDate date) {
    return ENGLISH.format(date);
  }

  /** The same in Japanese. */
  public static String japanese(ExpiryNotice ending, Municipality office) {
    if (ending.withCard()) {
      return "%sの有効期間は、カードと同じ%sまでです。新しいカードには新しい電子証明書が搭載されます。"
          .formatted(
              ending.certificate().map(NoticeText::japanese).orElseThrow(),
              JAPANESE.format(ending.endsOn()));
    }
    return "%sの有効期間は%sまでです。%sから%s%sの窓口で更新できます。"
        .formatted(
            ending.certificate().map(NoticeText::japanese).orElse("マイナンバーカード"),
            JAPANESE.format(ending.endsOn()),
            JAPANESE.format(ending.renewableFrom()),
            office.prefectureJa(),
            office.nameJa());
  }

  private static String japanese(Authority kind) {
    return switch (kind) {
      case SIGNATURE -> "マイナンバーカードの署名用電子証明書";
      case USER_IDENTIFICATION -> "マイナンバーカードの利用者証明用電子証明書";
    };
  }
}

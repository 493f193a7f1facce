package org.jitsuin.ca.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.Municipality;
import org.junit.jupiter.api.Test;

class CommonNamesTest {
  private static final Instant REQUESTED = Instant.parse("2025-10-26T15:04:05Z");
  private static final String WINDOW = "13221001A";
  private static final Municipality KIYOSE =
      new Municipality("13221", "Tokyo-to", "Kiyose-shi", "東京都", "清瀬市");

  private final CommonNames names = new CommonNames(new SecureRandom());

  /** domain.md section 1.2: time of request in Japan, five digits, window. */
  @Test
  void draw_signature_isTimeInJapanSequenceAndWindow() {
    assertThat(names.draw(Authority.SIGNATURE, REQUESTED, WINDOW))
        .matches("20251027000405\\d{5}13221001A");
  }

  /** A common name is unique under its authority, however many are asked for in one second. */
  @Test
  void draw_manySignaturesInOneSecond_areNeverTheSame() {
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      drawn.add(names.draw(Authority.SIGNATURE, REQUESTED, WINDOW));
    }
    assertThat(drawn)
        .hasSize(100_000)
        .allMatch(name -> name.matches("20251027000405\\d{5}13221001A"));
  }

  /** domain.md section 1.3, such as 997794E9AGCIEG13221003A on a test card. */
  @Test
  void draw_userIdentification_isRandomAndNeverTheSame() {
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      drawn.add(names.draw(Authority.USER_IDENTIFICATION, REQUESTED, WINDOW));
    }
    assertThat(drawn).hasSize(10_000).allMatch(name -> name.matches("[0-9A-Z]{14}13221001A"));
  }

  /** The digits are ASCII whatever the language of the machine. */
  @Test
  void draw_arabicMachine_hasAsciiDigits() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(new CommonNames(new SecureRandom()).draw(Authority.SIGNATURE, REQUESTED, WINDOW))
          .matches("20251027000405[0-9]{5}13221001A");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void subject_ofEachKind_namesThePlaceOnlyForSignatures() {
    assertThat(CommonNames.subject(Authority.SIGNATURE, KIYOSE, "X").toString())
        .isEqualTo("C=JP,L=Tokyo-to,L=Kiyose-shi,CN=X");
    assertThat(CommonNames.subject(Authority.USER_IDENTIFICATION, KIYOSE, "X").toString())
        .isEqualTo("C=JP,CN=X");
  }
}

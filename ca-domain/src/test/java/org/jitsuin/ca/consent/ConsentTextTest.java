package org.jitsuin.ca.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one form of the texts that holders sign. */
class ConsentTextTest {
  private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";
  private static final String TEXT =
      """
      jitsuin-consent-1
      id: 0f8fad5b-d9cb-469f-a165-70867728950e
      party: example-bank
      purpose: 口座の住所を最新に保つため
      attributes: name address
      given: 2026-11-30T01:02:03Z
      until: 2036-11-30
      """;

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void parse_itsForm_isReadAndWrittenAgain() {
    ConsentText text = ConsentText.parse(octets(TEXT));
    assertThat(text)
        .isEqualTo(
            new ConsentText(
                ID,
                "example-bank",
                "口座の住所を最新に保つため",
                Set.of(ConsentAttribute.ADDRESS, ConsentAttribute.NAME),
                Instant.parse("2026-11-30T01:02:03Z"),
                LocalDate.of(2036, 11, 30)));
    assertThat(text.octets()).isEqualTo(octets(TEXT));
    assertThat(text.toString()).contains(ID).doesNotContain("口座");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jitsuin-consent-1 | jitsuin-consent-2",
        "example-bank | example bank",
        "example-bank | ''",
        "name address | address name",
        "name address | name  address",
        "name address | name name",
        "name address | name phone",
        "01:02:03Z | 01:02:03.5Z",
        "01:02:03Z | 10:02:03+09:00",
        "until: 2036-11-30 | until: 2036-12-01",
        "until: 2036-11-30 | until: 2036-11-31",
        "until: 2036-11-30 | until: +12036-11-30",
        "party: example | party:example",
        "0f8fad5b | 0F8FAD5B",
      })
  void parse_anythingElse_isRefused(String right, String wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsentText.parse(octets(TEXT.replace(right, wrong))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " a",
        "a ",
        "a\tb",
        "a\u200bb",
        "a\u202eb",
        "か\u3099",
        "a\u2028b",
        "\ue000",
        "\u3164",
        "a\u2800b",
        "a\u034fb"
      })
  void parse_purposeThatIsNotWhatItSeems_isRefused(String purpose) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConsentText.parse(octets(TEXT.replace("口座の住所を最新に保つため", purpose))));
  }

  @Test
  void parse_otherLines_isRefused() {
    String[] others = {
      TEXT.replace("\n", "\r\n"),
      TEXT + "\n",
      TEXT.strip(),
      TEXT + "also: this\n",
      "\ufeff" + TEXT,
      TEXT.replace("purpose: ", "purpose: x\nattributes: name\npurpose: "),
      "",
      TEXT.replace("口座", "口".repeat(201)),
      TEXT.replace("口座", "口".repeat(2_000)),
    };
    for (String other : others) {
      assertThatIllegalArgumentException().isThrownBy(() -> ConsentText.parse(octets(other)));
    }
    byte[] broken = octets(TEXT);
    broken[broken.length - 30] = (byte) 0xC0;
    assertThatIllegalArgumentException().isThrownBy(() -> ConsentText.parse(broken));
  }

  /** What a holder is shown in a terminal before it is signed is one line each. */
  @ParameterizedTest
  @ValueSource(strings = {"", "x y", "portal\ngiven: x", "portal\u001b[2K", "p\u202eortal"})
  void others_ofWhatNothingIsCalled_areNoTexts(String name) {
    Instant given = Instant.parse("2026-11-30T01:02:03Z");
    assertThatIllegalArgumentException().isThrownBy(() -> new QuestionText(name, given));
    assertThatIllegalArgumentException().isThrownBy(() -> new WithdrawalText(name, given));
  }

  /** There is one form of each: a time, too, is written in one way. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-11-30T24:00:00Z", "2026-11-30T23:59:60Z", "2026-02-30T00:00:00Z"})
  void others_timeInAnotherForm_areRefused(String given) {
    byte[] withdrawal =
        octets("jitsuin-consent-withdrawal-1\nconsent: %s\ngiven: %s\n".formatted(ID, given));
    byte[] question =
        octets("jitsuin-consent-question-1\nbearer: portal\ngiven: %s\n".formatted(given));
    assertThatIllegalArgumentException().isThrownBy(() -> WithdrawalText.parse(withdrawal));
    assertThatIllegalArgumentException().isThrownBy(() -> QuestionText.parse(question));
  }

  /** Two octet strings are never one consent. */
  @Property(tries = 1_000)
  void parse_anyChange_isRefusedOrAnotherText(
      @ForAll @IntRange(max = 200) int place, @ForAll @ByteRange byte changed) {
    byte[] octets = octets(TEXT);
    octets[place % octets.length] = changed;
    try {
      assertThat(ConsentText.parse(octets).octets()).isEqualTo(octets);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).doesNotContain("口座");
    }
  }

  @Test
  void others_itsForm_areReadAndWrittenAgain() {
    Instant given = Instant.parse("2026-11-30T01:02:03Z");
    WithdrawalText withdrawal = new WithdrawalText(ID, given);
    assertThat(WithdrawalText.parse(withdrawal.octets())).isEqualTo(withdrawal);
    QuestionText question = new QuestionText("portal", given);
    assertThat(QuestionText.parse(question.octets())).isEqualTo(question);
    assertThatThrownBy(() -> WithdrawalText.parse(question.octets()))
        .hasMessageContaining("jitsuin-consent-withdrawal-1");
    assertThatThrownBy(() -> QuestionText.parse(withdrawal.octets()))
        .hasMessageContaining("jitsuin-consent-question-1");
  }
}

package org.jitsuin.card.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jitsuin.card.applet.Card;
import org.jitsuin.card.reader.AppletChannel;
import org.jitsuin.card.reader.Chip;
import org.jitsuin.card.state.BlockedAnswer;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolderCardTest {
  private static HolderCard open(Card card) {
    return HolderCard.open(AppletChannel.to(card));
  }

  private static HolderCard card(CardTraits traits) {
    return open(TestCards.card(TestCards.personalisedState(traits)));
  }

  private static Pin pin(KeyUse use, String text) {
    return Pin.of(use, text.toCharArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0xff})
  void certificate_inAPaddedFile_isReadWithoutPadding(int padding) {
    HolderCard card = card(CardTraits.usual().withPadding(padding));

    assertThat(card.certificate(KeyUse.USER_IDENTIFICATION)).isPresent();
    assertThat(card.authority(KeyUse.SIGNATURE)).isPresent();
  }

  @Test
  void certificate_forSignatures_isThereAfterItsPin() {
    HolderCard card = card(CardTraits.usual());
    assertThat(card.certificate(KeyUse.SIGNATURE)).isEmpty();

    assertThat(card.verify(KeyUse.SIGNATURE, pin(KeyUse.SIGNATURE, "abc123")))
        .isInstanceOf(PinOutcome.Right.class);

    assertThat(card.certificate(KeyUse.SIGNATURE)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(BlockedAnswer.class)
  void verify_wrongPins_countDownAndLockInEitherWord(BlockedAnswer blocked) {
    HolderCard card = card(CardTraits.usual().withBlocked(blocked));
    KeyUse use = KeyUse.USER_IDENTIFICATION;

    assertThat(card.triesLeft(use)).contains(3);
    assertThat(card.verify(use, pin(use, "9999"))).isEqualTo(new PinOutcome.Wrong(2));
    assertThat(card.verify(use, pin(use, "9999"))).isEqualTo(new PinOutcome.Wrong(1));
    assertThat(card.verify(use, pin(use, "9999"))).isEqualTo(new PinOutcome.Locked());
    assertThat(card.triesLeft(use)).contains(0);
    assertThat(card.verify(use, pin(use, "1234"))).isEqualTo(new PinOutcome.Locked());
    assertThat(card.triesLeft(KeyUse.SIGNATURE)).contains(5);
  }

  @Test
  void change_afterTheOldOne_isTheNewOne() {
    HolderCard card = card(CardTraits.usual());
    KeyUse use = KeyUse.SIGNATURE;
    card.verify(use, pin(use, "ABC123"));

    card.change(use, Pin.fresh(use, "newpin7".toCharArray()));

    assertThat(card.verify(use, pin(use, "ABC123"))).isEqualTo(new PinOutcome.Wrong(4));
    assertThat(card.verify(use, pin(use, "NEWPIN7"))).isEqualTo(new PinOutcome.Right());
  }

  @Test
  void change_withoutTheOldOne_isRefused() {
    HolderCard card = card(CardTraits.usual());

    assertThatThrownBy(
            () -> card.change(KeyUse.USER_IDENTIFICATION, pin(KeyUse.USER_IDENTIFICATION, "5678")))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("6982");
  }

  @Test
  void certificate_ofWhoHasNone_isEmpty() {
    HolderCard card = open(TestCards.card(TestCards.withoutSignature()));

    assertThat(card.certificate(KeyUse.SIGNATURE)).isEmpty();
    assertThat(card.authority(KeyUse.SIGNATURE)).isEmpty();
    assertThat(card.certificate(KeyUse.USER_IDENTIFICATION)).isPresent();
  }

  @Test
  void open_anotherCard_saysWhatToPut() {
    assertThatThrownBy(() -> HolderCard.open(chip(command -> HexFormat.of().parseHex("6a82"))))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("Individual Number Card");
  }

  private static AppletChannel chip(UnaryOperator<byte[]> answers) {
    return new AppletChannel(
        new Chip() {
          @Override
          public byte[] process(byte[] command) {
            return answers.apply(command);
          }

          @Override
          public void reset() {}

          @Override
          public byte[] atr() {
            return new byte[] {0x3B, 0x00};
          }
        });
  }

  @Test
  void triesLeft_ofACardThatWantsALength_isToldAllTheSame() {
    HolderCard card =
        HolderCard.open(
            chip(command ->
                HexFormat.of()
                    .parseHex(
                        command[1] != 0x20 ? "9000" : command.length == 4 ? "6700" : "63c2")));

    assertThat(card.triesLeft(KeyUse.SIGNATURE)).contains(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "90", "6f00", "9000"})
  void certificate_ofACardThatAnswersNonsense_isNoneOrAFailureInWords(String answer) {
    byte[] octets = HexFormat.of().parseHex(answer);
    try {
      HolderCard card = HolderCard.open(chip(command -> octets));
      assertThat(card.certificate(KeyUse.USER_IDENTIFICATION)).isEqualTo(Optional.empty());
      assertThat(card.triesLeft(KeyUse.USER_IDENTIFICATION)).isEmpty();
    } catch (HolderFailure e) {
      assertThat(e.words().ja()).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "USER_IDENTIFICATION, 123", "USER_IDENTIFICATION, 12345", "USER_IDENTIFICATION, 12a4",
    "USER_IDENTIFICATION, １２３４", "SIGNATURE, ABC12", "SIGNATURE, ABCDEFGH12345678X",
    "SIGNATURE, ABC-123", "SIGNATURE, ＡＢＣ１２３",
  })
  void pin_thatNoneCanBe_costsNoTry(KeyUse use, String typed) {
    assertThatThrownBy(() -> pin(use, typed)).isInstanceOf(HolderFailure.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456", "ABCDEF"})
  void freshPin_ofOneKindOfCharacters_isRefused(String typed) {
    assertThatThrownBy(() -> Pin.fresh(KeyUse.SIGNATURE, typed.toCharArray()))
        .hasMessageContaining("both");
    // Offices may have set such a one before.
    assertThat(pin(KeyUse.SIGNATURE, typed)).hasToString("Pin[6 characters]");
  }

  @Test
  void pin_ofTypedCharacters_leavesNone() {
    char[] typed = "1234".toCharArray();

    Pin.of(KeyUse.USER_IDENTIFICATION, typed).close();

    assertThat(typed).containsOnly('\0');
  }

  @ParameterizedTest
  @CsvSource({
    "319890107, 昭和64年（西暦1989年）1月7日, 7 January 1989 (Showa 64)",
    "520190501, 令和元年（西暦2019年）5月1日, 1 May 2019 (Reiwa 1)",
    "319470500, 昭和22年（西暦1947年）5月（日不詳）, 'day unknown, May 1947 (Showa 22)'",
    "019261200, 西暦1926年12月（日不詳）, 'day unknown, December 1926'",
    "000000000, 不詳, unknown",
    "x, 記載なし, not stated",
  })
  void birthDate_inWords_isSaidWithItsEra(String text, String ja, String en) {
    assertThat(BirthDateWords.of(text)).isEqualTo(new Words(ja, en));
  }
}

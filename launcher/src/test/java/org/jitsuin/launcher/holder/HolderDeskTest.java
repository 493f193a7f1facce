package org.jitsuin.launcher.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.card.applet.Card;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.Words.Language;
import org.jitsuin.card.reader.AppletChannel;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.Credential;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.launcher.card.CardMaker;
import org.jitsuin.launcher.card.TrainingAuthority;
import org.jitsuin.launcher.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a holder is told and asked, over a card with certificates as they are issued. */
class HolderDeskTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CardMaker MAKER =
      new CardMaker(new CardShelf(Path.of("target", "no-cards")), RANDOM);
  private static final Map<KeyUse, Credential> CREDENTIALS =
      MAKER.training(
          new TrainingAuthority(RANDOM, NOW, "http://localhost:8080"),
          SignatureScheme.RSA_2048_SHA256);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final TestPrompts prompts = new TestPrompts();
  private final Deque<String> typed = prompts.typed;
  private final List<String> asked = prompts.asked;
  private final HolderCard card = HolderCard.open(channel());

  private static AppletChannel channel() {
    return AppletChannel.to(
        new Card(MAKER.personalised(CardTraits.usual(), CREDENTIALS), _ -> {}, RANDOM));
  }

  private Speech speech(Language language) {
    return new Speech(
        new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, false), language);
  }

  private PinDesk desk() {
    return new PinDesk(card, speech(Language.EN), prompts);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "EN, '番号　花子', 'which stand for characters', 'Showa 64', '3 tries left', female",
    "JA, '番号　花子', '代替文字', '昭和64年（西暦1989年）1月7日', 'あと2回まで', 女",
  })
  void show_withThePin_tellsBothCertificatesInWords(
      Language language, String name, String substitutes, String born, String left, String sex) {
    typed.add("abc123");

    new HolderView(card, speech(language), prompts, NOW).show();

    assertThat(said())
        .contains(name, substitutes, born, left, sex, "東京都清瀬市見本町")
        .doesNotContain("✗");
  }

  @Test
  void show_withoutThePin_tellsNothingOfThePerson() {
    prompts.agrees = false;

    new HolderView(card, speech(Language.EN), prompts, NOW).show();

    assertThat(said()).contains("valid until", "5 tries left").doesNotContain("花子");
  }

  @Test
  void show_soonAndAfterTheEnd_saysWhatToDo() {
    prompts.agrees = false;
    Instant soon = NOW.plus(Duration.ofDays(1800));

    new HolderView(card, speech(Language.EN), prompts, soon).show();
    new HolderView(card, speech(Language.EN), prompts, soon.plus(Duration.ofDays(90))).show();

    assertThat(said()).contains("renews it from three months", "which is over");
  }

  @Test
  void verify_whatCanBeNoPin_costsNoTry() {
    typed.addAll(List.of("12", "１２３４", "1234"));

    desk().verify(KeyUse.USER_IDENTIFICATION);

    assertThat(card.triesLeft(KeyUse.USER_IDENTIFICATION)).contains(3);
    assertThat(said()).contains("four digits");
  }

  @Test
  void verify_beforeTheLastTry_asksWhetherToGoOn() {
    typed.addAll(List.of("9999", "9998", "9997"));
    prompts.agrees = false;

    assertThatThrownBy(() -> desk().verify(KeyUse.USER_IDENTIFICATION))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("Nothing was tried");

    assertThat(asked.getLast()).contains("One more wrong try locks");
    assertThat(card.triesLeft(KeyUse.USER_IDENTIFICATION)).contains(1);
    assertThat(typed).containsExactly("9997");
  }

  @Test
  void verify_lastTryWrong_saysWhoUnlocks() {
    typed.addAll(List.of("9999", "9998", "9997"));

    assertThatThrownBy(() -> desk().verify(KeyUse.USER_IDENTIFICATION))
        .isInstanceOf(HolderFailure.class)
        .hasMessageContaining("office of your municipality");
  }

  @Test
  void change_newPinTypedTwice_isTheNewOne() {
    typed.addAll(List.of("ABC123", "short", "short", "ABC123", "ABC123", "New1234", "New1235"));
    typed.addAll(List.of("new1234", "new1234"));

    desk().change(KeyUse.SIGNATURE);

    assertThat(said()).contains("6 to 16 letters", "the old PIN", "The two differ", "was changed");
    typed.add("NEW1234");
    desk().verify(KeyUse.SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource({"ja_JP.UTF-8, JA", "en_US.UTF-8, EN", "C.UTF-8, EN"})
  void language_ofTheEnvironment_isTaken(String value, Language language) {
    assertThat(Speech.language(Map.of("LANG", value))).isEqualTo(language);
    assertThat(Speech.language(Map.of("LC_ALL", value, "LANG", "fr"))).isEqualTo(language);
  }
}

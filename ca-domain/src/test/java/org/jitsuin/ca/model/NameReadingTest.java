package org.jitsuin.ca.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameReadingTest {
  private static NameReading kana(String text) {
    return new NameReading(Optional.of(text), Optional.empty());
  }

  private static NameReading romaji(String text) {
    return new NameReading(Optional.empty(), Optional.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "やまだ はなこ, ヤマダ　ハナコ",
    "やまだはなこ, ヤマダ・ハナコ",
    "ヤマダハナコ, ﾔﾏﾀﾞ ﾊﾅｺ",
    "おおの, オーノ",
    "こうの, コーノ",
    "こおの, コウノ",
    "ゆうこ, ユーコ",
    "けいた, ケータ",
    "しょうじ, シヨウヂ",
    "かづお, カズヲ",
    "はっとり, ハツトリ",
    "ジェーン, じえーん",
    "が, か゛"
  })
  void sound_ofWhatSoundsAlike_isOne(String one, String other) {
    assertThat(NameReading.sound(one)).isEqualTo(NameReading.sound(other));
  }

  @ParameterizedTest
  @CsvSource({"おの, おおの", "はなこ, はなえ", "やまだ, やまた", "けた, けいた", "ゆこ, ゆうこ", "うえの, ういの"})
  void sound_ofWhatSoundsOtherwise_isAnother(String one, String other) {
    assertThat(NameReading.sound(one)).isNotEqualTo(NameReading.sound(other));
  }

  @Test
  void sound_ofASound_isItself() {
    for (String text : new String[] {"こうのけいいちろう", "ヴァージニア・オーウェン", "ーあー", "ゝ"}) {
      String sound = NameReading.sound(text);
      assertThat(NameReading.sound(sound)).isEqualTo(sound);
    }
  }

  @Test
  void letters_ofANameInLatinLetters_areTheLetters() {
    assertThat(NameReading.letters("O'Brien-Smith, Jane")).isEqualTo("OBRIENSMITHJANE");
    assertThat(NameReading.letters("Ｎｇｕｙễn Thị")).isEqualTo("NGUYENTHI");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "　", "山田", "yamada", "ﾔﾏﾀﾞ", "や\u0000", "や9"})
  void kana_ofAnythingElse_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> kana(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " Jane", "Jäne", "ジェーン", "J1"})
  void romaji_ofAnythingElse_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> romaji(text));
  }

  @Test
  void lengths_areLimited() {
    assertThat(kana("あ".repeat(100)).isEmpty()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> kana("あ".repeat(101)));
    assertThatIllegalArgumentException().isThrownBy(() -> romaji("a".repeat(101)));
  }

  @Test
  void disclosed_isReadAgain_andNothingOfItIsPrinted() {
    NameReading reading = new NameReading(Optional.of("ハナコ"), Optional.of("HANAKO"));
    assertThat(NameReading.of(reading.disclosed())).isEqualTo(reading);
    assertThat(NameReading.of(Map.of())).isEqualTo(NameReading.NONE);
    assertThat(NameReading.NONE.disclosed()).isEmpty();
    assertThat(reading.toString()).doesNotContain("ハナコ", "HANAKO");
  }
}

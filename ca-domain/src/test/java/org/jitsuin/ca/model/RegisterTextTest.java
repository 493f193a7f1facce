package org.jitsuin.ca.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "番号　花子",
        "SMITH JOHN",
        "東京都清瀬市中里五丁目８４２番地",
        "ー々ゞヶ〓",
        "中里５－８４２", // U+FF0D, as most systems write the hyphen of JIS X 0208
        "中里５−８４２" // U+2212, as the standard's own table has it
      })
  void plain_charactersOfTheRegister_haveNoFlags(String text) {
    assertThat(RegisterText.plain(text).substitutes()).isEqualTo("0".repeat(text.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "　",
        "\t",
        "花\n子",
        "花\u0000子",
        "髙橋",
        "①",
        "\ud842\udfb7野家",
        "😀",
        "\ud842"
      })
  void new_blankControlOrOtherCharacters_refusedWithoutRepeatingThem(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegisterText(text, "0".repeat(text.length())))
        .satisfies(e -> {
          if (!text.isBlank()) {
            assertThat(e.getMessage()).doesNotContain(text);
          }
        });
  }

  /** JIS X 0201 has them, the register has not; what was kept before can still be read. */
  @ParameterizedTest
  @ValueSource(strings = {"ﾔﾏﾀﾞ", "山田｡", "ガﾞ"})
  void received_halfWidthKatakana_isRefused(String text) {
    String flags = "0".repeat(text.length());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegisterText.received(text, flags))
        .withMessageContaining("half-width katakana")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text));
    assertThat(new RegisterText(text, flags).text()).isEqualTo(text);
  }

  @Test
  void new_twoHundredCharacters_areTheMost() {
    assertThat(RegisterText.plain("町".repeat(200)).text()).hasSize(200);
    assertThatIllegalArgumentException().isThrownBy(() -> RegisterText.plain("町".repeat(201)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0000", "002", "0 1", "０００"})
  void new_flagsThatAreNotOneForEachCharacter_refused(String flags) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RegisterText("〓花子", flags));
    assertThat(new RegisterText("〓花子", "100").substitutes()).isEqualTo("100");
  }

  @Test
  void toString_personalData_isNotShown() {
    assertThat(RegisterText.plain("番号　花子").toString()).isEqualTo("RegisterText[5 characters]");
  }
}

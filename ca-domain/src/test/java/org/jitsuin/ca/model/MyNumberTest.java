package org.jitsuin.ca.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MyNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789018",
        "1234-5678-9018",
        "1234 5678 9018",
        "1234.5678.9018_",
        "1234_5678_9018",
        "1234 - 5678 - 9018",
        "1234/5678/9018",
        "1234−5678－9018",
        "1234‐5678—9018",
        "1234ー5678ー9018",
        "1234・5678･9018",
        "123-456-789-018",
        "123456-789018",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "１２３４５６７８９０１８",
        "１２３４　５６７８　９０１８",
        "1234\u200b5678\u200b9018",
        "١٢٣٤٥٦٧٨٩٠١٨",
        "①②③④⑤⑥⑦⑧⑨018",
        "\uD835\uDFCF\uD835\uDFD0\uD835\uDFD1456789018",
        "東京都清瀬市１２３４－５６７８－９０１８一丁目",
        "R123456789018",
        "R-123456789018",
        "123456789018x",
        "個人番号は1234-5678-9018です",
        "個人番号123456789018",
        "number 123456789018, seen 2027-04-01",
        "2027-04-01 123456789018",
        "00000000-0000-0000-0000-123456789018",
        "987654321098 123456789018",
        "1111-2222-3333, 1234-5678-9018",
        "1111-2222-3333\n1234-5678-9018\n"
      })
  void isIn_myNumberHoweverItIsWritten_isFound(String text) {
    assertThat(MyNumber.isIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "山田　花子",
        "123456789012", // another check digit
        "1234-5678-9012",
        "12345678901",
        "1234567890185",
        "1234-5678-9018-5678", // sixteen, as on a bank card
        "0123456789018",
        "+123456789018", // a telephone number
        "20270401-1530",
        "2027-04-01 15:30",
        "12-3456-789018",
        "31:32:33:34:35:36:37:38:39:30:31:38", // octets
        "33 33 33 33 33 33 33 33 33 33 33 33",
        "6f0e8a2c-9d0b-4c39-8d55-123456789018", // a UUID
        "urn:uuid:12345678-1234-4678-9018-123456789018",
        "0199eb2a3f0e123456789018aabbccdd", // a serial number
        "東京都清瀬市中里五丁目８４２番地１２３４号５６７８９０１８"
      })
  void isIn_somethingElse_isNotFound(String text) {
    assertThat(MyNumber.isIn(text)).isFalse();
  }

  /** The published example of the check digit, and each other last digit. */
  @Test
  void isIn_eachLastDigit_oneIsRight() {
    List<Integer> right =
        IntStream.rangeClosed(0, 9)
            .filter(last -> MyNumber.isIn("12345678901" + last))
            .boxed()
            .toList();
    assertThat(right).containsExactly(8);
    // A remainder of 0 or 1 gives 0.
    assertThat(MyNumber.isIn("000000000010")).isFalse();
    assertThat(MyNumber.isIn("000000000000")).isTrue();
  }

  /** Text of the longest that is accepted, made to be looked at for long. */
  @ParameterizedTest
  @ValueSource(strings = {"1234-", "1 ", "a1234567890", "A", "123456789012", "1--- "})
  void isIn_hostileText_ends(String part) {
    String text = part.repeat(16_384 / part.length());
    assertThat(MyNumber.isIn(text)).isFalse();
  }
}

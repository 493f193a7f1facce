package org.jitsuin.ca.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jitsuin.base.model.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
  private static final Receipt RECEIPT = new Receipt(4711, 2, "2026-11-29T10:11:12.345Z");

  private static String on(String answer) {
    Bytes octets = Bytes.of(answer.getBytes(StandardCharsets.UTF_8));
    return new String(RECEIPT.on(octets).bytes(), StandardCharsets.UTF_8);
  }

  /** Digits are those of JSON wherever it runs. */
  @Test
  void receipt_onAnAnswer_isItsLastMember() {
    assertThat(on("{\"card\":\"…\",\"name\":\"花子\"}"))
        .isEqualTo(
            "{\"card\":\"…\",\"name\":\"花子\",\"receipt\":{\"entry\":4711,\"entries\":2,"
                + "\"at\":\"2026-11-29T10:11:12.345Z\"}}");
  }

  /** With the newest of its entries, behind which the next act finds what others did. */
  @Test
  void receipt_ofAnActUponACard_saysTheVersionFromThenOn() {
    Receipt receipt = new Receipt(4711, 2, "2026-11-29T10:11:12.345Z", OptionalInt.of(8));
    assertThat(new String(receipt.on(Bytes.of("{\"a\":1}".getBytes(UTF_8))).bytes(), UTF_8))
        .isEqualTo(
            "{\"a\":1,\"receipt\":{\"entry\":4711,\"entries\":2,"
                + "\"at\":\"2026-11-29T10:11:12.345Z\",\"version\":\"8-4712\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "", "\"{\"", "{\"a\":1}\n"})
  void receipt_onWhatIsNoAnswer_isRefused(String text) {
    assertThatIllegalStateException().isThrownBy(() -> on(text));
  }
}

package org.jitsuin.ca.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.jitsuin.ca.api.ActRequests.ReplacementRequest;
import org.jitsuin.ca.lifecycle.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be left out and what may not. */
class JsonTest {
  private static final String CARD = "6f0e8a2c-9d0b-4c39-8d55-0d5a3a6f1c11";

  private final Json json = new Json();

  private ReplacementRequest read(String body) {
    return json.read(
        body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), ReplacementRequest.class);
  }

  @Test
  void read_truthValueLeftOut_isFalse() {
    ReplacementRequest request = read("{'cause':'damaged'}");
    assertThat(request.command(CARD, CARD).withoutPins()).isFalse();
    assertThat(request.command(CARD, CARD).feeYen()).isZero();
    assertThat(read("{'cause':'damaged','withoutPins':true}").command(CARD, CARD).withoutPins())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'cause':'damaged','feeYen':'1'}",
        "{'cause':true}",
        "{'cause':'damaged','feeYen':'1000 yen'}",
        "{'cause':'damaged','feeYen':1.5}",
        "{'cause':17}",
        "{'cause':'damaged','cause':'lost'}",
        "{'cause':'damaged','why':'x'}",
        "{'cause':'damaged'} {}",
        "{}",
        "[]",
        "null",
        ""
      })
  void read_anythingElse_isRefused(String body) {
    assertThatExceptionOfType(RequestRefused.class)
        .isThrownBy(() -> read(body))
        .satisfies(
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID));
  }
}

package org.jitsuin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingRulesTest {
  private static Optional<FramingFault> fault(HttpString protocol, HttpString name, String value) {
    HeaderMap headers = new HeaderMap();
    headers.add(Headers.HOST, "localhost");
    headers.add(name, value);
    return FramingRules.fault(protocol, headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "00007", "999999999999999999"})
  void length_ofDigits_isFine(String value) {
    assertThat(fault(Protocols.HTTP_1_1, Headers.CONTENT_LENGTH, value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1,1", "1 1", "0x1", "１", "1000000000000000000"})
  void length_ofAnythingElse_isNone(String value) {
    assertThat(fault(Protocols.HTTP_1_1, Headers.CONTENT_LENGTH, value))
        .contains(FramingFault.CONTENT_LENGTH);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, chunked,",
    "HTTP/1.1, CHUNKED,",
    "HTTP/1.1, gzip, TRANSFER_CODING",
    "HTTP/1.1, identity, TRANSFER_CODING",
    "HTTP/1.1, 'chunked, chunked', TRANSFER_CODING",
    "HTTP/1.1, 'gzip, chunked', TRANSFER_CODING",
    "HTTP/1.1, 'chunked;q=1', TRANSFER_CODING",
    "HTTP/1.0, chunked, TRANSFER_CODING_PLACE",
    "HTTP/2.0, chunked, TRANSFER_CODING_PLACE",
  })
  void coding_isChunkedAndOfHttp11(String protocol, String value, FramingFault fault) {
    assertThat(fault(new HttpString(protocol), Headers.TRANSFER_ENCODING, value))
        .isEqualTo(Optional.ofNullable(fault));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 10, 13, 31, 127})
  void value_withControlCharacter_isRefused(int octet) {
    assertThat(fault(Protocols.HTTP_2_0, Headers.USER_AGENT, "a" + (char) octet + "b"))
        .contains(FramingFault.CONTROL_CHARACTER);
  }

  @Test
  void value_withTabOrBeyondAscii_isFine() {
    assertThat(fault(Protocols.HTTP_1_1, Headers.USER_AGENT, "a\tb \u00ff")).isEmpty();
  }
}

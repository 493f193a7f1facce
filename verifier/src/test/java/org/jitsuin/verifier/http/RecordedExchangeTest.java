package org.jitsuin.verifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class RecordedExchangeTest {
  private static final URI ADDRESS = URI.create("http://localhost/ocsp");

  @Test
  void last_isWhatWasAnswered_andNobodyChangesIt() throws IOException {
    RecordedExchange recorded =
        new RecordedExchange((address, type, content, most) -> new byte[] {content[0], 7});

    assertThat(recorded.last()).isEmpty();
    byte[] answer = recorded.post(ADDRESS, "application/ocsp-request", new byte[] {1}, 10);
    assertThat(answer).containsExactly(1, 7);
    answer[0] = 9;
    recorded.last().orElseThrow()[0] = 9;
    assertThat(recorded.last().orElseThrow()).containsExactly(1, 7);
  }

  @Test
  void last_whereNobodyAnswered_isNone() {
    RecordedExchange recorded =
        new RecordedExchange((address, type, content, most) -> {
          throw new IOException("nobody");
        });

    assertThatThrownBy(() -> recorded.post(ADDRESS, "text/plain", new byte[] {1}, 10))
        .isInstanceOf(IOException.class);
    assertThat(recorded.last()).isEmpty();
  }
}

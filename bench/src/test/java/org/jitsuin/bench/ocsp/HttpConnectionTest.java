package org.jitsuin.bench.ocsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of the benchmarks reads whole answers, however they come. */
class HttpConnectionTest {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Answers each request with pieces, each sent by itself, and closes the connection behind. */
  private void answer(int requests, List<String> pieces) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < requests; i++) {
              byte[] _ = socket.getInputStream().readNBytes(REQUEST.length);
              for (String piece : pieces) {
                out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
              }
            }
          } catch (IOException _) {
            // The test has seen what it wanted.
          }
        });
  }

  private String exchange() {
    try (HttpConnection connection = new HttpConnection(server.getLocalPort())) {
      return new String(connection.exchange(REQUEST).answer(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void exchange_severalTimes_givesEachBody() {
    answer(3, List.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst"));
    try (HttpConnection connection = new HttpConnection(server.getLocalPort())) {
      for (int i = 0; i < 3; i++) {
        assertThat(connection.exchange(REQUEST).answer()).asString().isEqualTo("first");
      }
    }
  }

  @Test
  void exchange_inPieces_isPutTogether() {
    answer(
        1,
        List.of(
            "HTTP/1.1 20", "0 OK\r\nA: b\r\nContent-Length: ", "11\r", "\n\r\nhello", " world"));
    assertThat(exchange()).isEqualTo("hello world");
  }

  @Test
  void exchange_withoutBody_isEmpty() {
    answer(1, List.of("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nA: b\r\n\r\n"));
    assertThat(exchange()).isEmpty();
  }

  /** An answer that is not the one that was to be measured ends the measurement. */
  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 503 Service Unavailable", "HTTP/1.1 2000 OK", "HTTP/1.0 200 OK", "x"})
  void exchange_ofAnotherStatus_fails(String status) {
    answer(1, List.of(status + "\r\nContent-Length: 0\r\n\r\n"));
    assertThatIllegalStateException().isThrownBy(this::exchange).withMessage(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour"})
  void exchange_thatIsBrokenOff_fails(String begun) {
    answer(1, List.of(begun));
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::exchange);
  }
}

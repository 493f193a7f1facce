package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of which two readers could think that they end at two places (RFC 9112 §11.2). */
@Tag("deployed")
class FramingIT extends DeployedServerTest {
  private static final String SECOND = "GET /ca/signature.cer HTTP/1.1\r\nHost: localhost\r\n\r\n";

  static Stream<Arguments> wronglyFramed() {
    return Stream.of(
        Arguments.of("length above 2^64", "400", post("Content-Length: 18446744073709551617", "0")),
        Arguments.of("length above 2^63", "400", post("Content-Length: 9223372036854775808", "0")),
        Arguments.of("length with a sign", "400", post("Content-Length: +1", "0")),
        Arguments.of("two lengths", "400", post("Content-Length: 1\r\nContent-Length: 1", "0")),
        Arguments.of("list of lengths", "400", post("Content-Length: 1, 1", "0")),
        Arguments.of("gzip", "501", post("Transfer-Encoding: gzip", "0\r\n\r\n")),
        Arguments.of("identity", "501", post("Transfer-Encoding: identity", "")),
        Arguments.of(
            "two codings", "501", post("Transfer-Encoding: chunked, identity", "0\r\n\r\n")),
        Arguments.of(
            "coding twice", "501", post("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")),
        Arguments.of(
            "coding and length",
            "400",
            post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")),
        Arguments.of(
            "chunks in HTTP/1.0",
            "400",
            post("Transfer-Encoding: chunked", "0\r\n\r\n").replace("HTTP/1.1", "HTTP/1.0")),
        Arguments.of("NUL in a value", "400", get("X-A: a\0b")),
        Arguments.of(
            "space before the colon", "400", post("Transfer-Encoding : chunked", "0\r\n\r\n")),
        Arguments.of("NUL in the path", "400", get("X-A: b").replace("/ocsp", "/oc\0sp")));
  }

  private static String post(String fields, String body) {
    return "POST /ocsp HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n\r\n" + body;
  }

  private static String get(String fields) {
    return "GET /ocsp HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wronglyFramed")
  void request_wronglyFramed_isRefusedAndNothingIsReadBehindIt(
      String what, String status, String request) throws IOException {
    try (RawConnection connection = RawConnection.http(installation())) {
      connection.send(request + SECOND);
      assertThat(connection.status()).as(what).isEqualTo(status);
      assertThat(connection.rest()).as(what).doesNotContain("HTTP/1.1");
    }
  }

  static Stream<String> chunked() {
    return Stream.of(
        "7bx\r\n" + "a".repeat(0x7b) + "\r\n0\r\n\r\n",
        "1\na\n0\n\n",
        "1;a=b\r\na\r\n0\r\n\r\n",
        "1\r\na\r\n0\r\nX-Trailer: a\r\n\r\n");
  }

  /** What Undertow lets pass inside of chunks: nobody can hide a request behind it. */
  @ParameterizedTest
  @MethodSource("chunked")
  void request_inChunks_isTheLastOfItsConnection(String chunks) throws IOException {
    try (RawConnection connection = RawConnection.http(installation())) {
      connection.send(post("Transfer-Encoding: chunked", chunks) + SECOND);
      assertThat(connection.status()).isEqualTo("200");
      assertThat(connection.rest()).contains("Connection: close").doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void request_afterAnHonestOne_isAnswered() throws IOException {
    try (RawConnection connection = RawConnection.http(installation())) {
      connection.send(
          post("Content-Length: 1", "0")
              + SECOND.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      assertThat(connection.status()).isEqualTo("200");
      assertThat(connection.rest()).contains("HTTP/1.1 200");
    }
  }

  /** More than other requests may have, in one piece. */
  @Test
  void batch_ofMoreThanAMebibyteWithLength_isTakenIn() throws IOException {
    String key = UUID.randomUUID().toString();
    String line = "{\"event\":\"" + key + "-%d\",\"registerId\":\"R-" + key + "\"}";
    String body =
        IntStream.range(0, 13_000)
            .mapToObj(line::formatted)
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(body.length()).isGreaterThan(1_200_000);
    Path file = Files.writeString(installation().home().resolve(key), body);
    Shell.Ended ended =
        Shell.run(
            installation().home(),
            "curl",
            "-sS",
            "--http1.1",
            "-w",
            "%{http_code}",
            "--cacert",
            installation().ca().resolve("staff.pem").toString(),
            "--cert",
            installation().staff().resolve("register.pem").toString(),
            "--key",
            installation().staff().resolve("register.key").toString(),
            "-H",
            "Content-Type: application/x-ndjson",
            "-H",
            "Idempotency-Key: " + key,
            "--data-binary",
            "@" + file,
            installation().settings().httpsAddress() + "/api/v1/resident-events");
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("\"line\":13000,").endsWith("200");
  }

  @Test
  void request_ofMoreThanAMebibyte_isRefusedWithAProblem() throws IOException {
    StaffClient.Answer answer =
        StaffClient.of(installation(), "clerk-13221").post("/cards", " ".repeat(1_048_577));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("REQUEST_ENTITY_TOO_LARGE");
  }
}

package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that take their time, more of them than the server has threads; a clerk and a relying
 * party beside them must not notice.
 */
@Tag("deployed")
class SlowClientsIT extends DeployedServerTest {
  private static final int MANY = 40;
  private static final String BODY_BEGUN =
      """
      POST /api/v1/cards HTTP/1.1\r
      Host: localhost\r
      Content-Type: application/json\r
      Content-Length: 100\r
      \r
      {\
      """;

  /** Opens a connection and leaves it held. */
  interface Hold {
    AutoCloseable open() throws IOException;
  }

  static Stream<Arguments> holds() {
    return Stream.of(
        held("body in the clear", () -> http().send(BODY_BEGUN)),
        held("body without a certificate", () -> tls(Optional.empty()).send(BODY_BEGUN)),
        held("body of a clerk", () -> tls(Optional.of("clerk-13104")).send(BODY_BEGUN)),
        held(
            "batch that is said to be the register's",
            () ->
                tls(Optional.of("clerk-13104"))
                    .send(
                        BODY_BEGUN
                            .replace("cards", "resident-events")
                            .replace("json", "x-ndjson"))),
        held("batch of the register", () -> tls(Optional.of("register")).send(batch())),
        held("body for OCSP", () -> http().send(BODY_BEGUN.replace("/api/v1/cards", "/ocsp"))),
        held("body for the log", () -> http().send(BODY_BEGUN.replace("/api/v1/cards", "/log/a"))),
        held("head in the clear", () -> http().send("GET / HTTP/1.1\r\nHost: local")),
        held("head over TLS", () -> tls(Optional.empty()).send("GET / HTTP/1.1\r\nHost: local")),
        held("nothing", SlowClientsIT::http),
        held("no handshake", () -> RawConnection.silent(installation())),
        held("nothing over TLS", () -> tls(Optional.empty())),
        held(
            "answers that nobody reads",
            () -> http().send("GET /crl/signature/ HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5))),
        held(
            "answers for an auditor who does not read",
            () ->
                tls(Optional.of("auditor"))
                    .send(
                        "GET /api/v1/audit/entries?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .repeat(5))));
  }

  private static Arguments held(String what, Hold hold) {
    return Arguments.of(what, hold);
  }

  private static RawConnection http() throws IOException {
    return RawConnection.http(installation());
  }

  private static RawConnection tls(Optional<String> name) throws IOException {
    return RawConnection.tls(installation(), name);
  }

  private static String batch() {
    return BODY_BEGUN
        .replace("cards", "resident-events")
        .replace("json", "x-ndjson\r\nIdempotency-Key: " + UUID.randomUUID());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("holds")
  void others_besideSlowClients_areServed(String what, Hold hold) throws Exception {
    List<AutoCloseable> held = new ArrayList<>();
    try {
      for (int i = 0; i < MANY; i++) {
        held.add(hold.open());
      }
      assertOthersAreServed(what);
    } finally {
      for (AutoCloseable each : held) {
        each.close();
      }
    }
  }

  /** All on one connection, which goes on. */
  @ParameterizedTest
  @MethodSource("callers")
  void others_besideStreamsOfHttp2_areServed(Optional<String> name) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(StaffClient.tls(installation(), name))
            .version(HttpClient.Version.HTTP_2)
            .build()) {
      assertThat(status(client, https("/ca/signature.cer"))).isEqualTo(200);
      List<CompletableFuture<HttpResponse<Void>>> held = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        HttpRequest slow =
            HttpRequest.newBuilder(https("/api/v1/cards"))
                .POST(HttpRequest.BodyPublishers.fromPublisher(never(), 100))
                .build();
        held.add(client.sendAsync(slow, HttpResponse.BodyHandlers.discarding()));
      }
      assertOthersAreServed("streams of " + name);
      assertThat(status(client, https("/ca/signature.cer"))).isEqualTo(200);
      held.forEach(each -> each.cancel(true));
      assertThat(status(client, https("/ca/signature.cer"))).isEqualTo(200);
      client.shutdownNow();
    }
  }

  /** The stream ends, and no other one on its connection. */
  @ParameterizedTest
  @ValueSource(strings = {"/ocsp", "/api/v1/cards"})
  void stream_whoseBodyNeverEnds_isResetAlone(String path) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(StaffClient.tls(installation(), Optional.empty()))
            .version(HttpClient.Version.HTTP_2)
            .build()) {
      CompletableFuture<HttpResponse<String>> slow =
          client.sendAsync(
              HttpRequest.newBuilder(https(path))
                  .POST(HttpRequest.BodyPublishers.fromPublisher(never(), 100))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      while (!slow.isDone()) {
        assertThat(status(client, https("/ca/signature.cer"))).isEqualTo(200);
      }
      assertThat(slow.handle((answer, failure) -> outcome(answer, failure)).join())
          .matches("403|.*RST_STREAM.*");
      client.shutdownNow();
    }
  }

  private static String outcome(HttpResponse<String> answer, Throwable failure) {
    return failure == null ? Integer.toString(answer.statusCode()) : failure.getMessage();
  }

  static Stream<Optional<String>> callers() {
    return Stream.of(Optional.empty(), Optional.of("clerk-13104"));
  }

  /** A body of which nothing ever comes. */
  private static Flow.Publisher<ByteBuffer> never() {
    return subscriber ->
        subscriber.onSubscribe(
            new Flow.Subscription() {
              @Override
              public void request(long number) {
                // Never.
              }

              @Override
              public void cancel() {
                // There is nothing to cancel.
              }
            });
  }

  @Test
  void post_withoutCertificate_isRefusedBeforeItsBodyIsThere() throws IOException {
    for (RawConnection connection : List.of(http(), tls(Optional.empty()))) {
      try (connection) {
        assertThat(connection.send(BODY_BEGUN).status()).isEqualTo("403");
        assertThat(connection.says("CERTIFICATE_NEEDED")).isTrue();
      }
    }
  }

  @Test
  void post_withoutCertificateAndWithItsBody_isRefusedAndTheConnectionGoesOn() throws IOException {
    try (RawConnection connection = http()) {
      connection.send(BODY_BEGUN + " ".repeat(99));
      assertThat(connection.status()).isEqualTo("403");
      connection.send("GET /ca/signature.cer HTTP/1.0\r\n\r\n");
      assertThat(connection.rest()).contains("CERTIFICATE_NEEDED").contains("200 OK");
    }
  }

  @Test
  void post_whoseBodyNeverEnds_isToldSo() throws IOException {
    try (RawConnection connection = tls(Optional.of("clerk-13104"))) {
      assertThat(connection.send(BODY_BEGUN).status()).isEqualTo("408");
      assertThat(connection.rest()).contains("REQUEST_TIMEOUT");
    }
  }

  /** A client that asks before it sends (RFC 9110 §10.1.1). */
  @Test
  void post_thatExpectsToContinue_isToldTo() throws IOException {
    String head =
        """
        POST /api/v1/cards HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Expect: 100-continue\r
        Content-Length: 2\r
        Connection: close\r
        \r
        """;
    try (RawConnection connection = tls(Optional.of("clerk-13104"))) {
      assertThat(connection.send(head).status()).isEqualTo("100");
      assertThat(connection.line()).isEmpty();
      assertThat(connection.send("{}").status()).isEqualTo("400");
      assertThat(connection.rest()).contains("IDEMPOTENCY_KEY_MISSING");
    }
    try (RawConnection connection = http()) {
      assertThat(connection.send(head).status()).isEqualTo("403");
    }
  }

  private static void assertOthersAreServed(String what) throws Exception {
    try (HttpClient party = HttpClient.newHttpClient()) {
      for (String path :
          List.of(
              "/",
              "/ca/signature.cer",
              "/crl/signature/13221-g1.crl",
              "/log/checkpoint",
              "/ocsp/MEIwQDA-")) {
        assertThat(status(party, URI.create(installation().settings().httpAddress() + path)))
            .as(what + " " + path)
            .isIn(200, 404);
      }
    }
    Answer answer = StaffClient.of(installation(), "clerk-13221").get("/caller");
    assertThat(answer.status()).as(what + " " + answer).isEqualTo(200);
  }

  private static int status(HttpClient client, URI address)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static URI https(String path) {
    return URI.create(installation().settings().httpsAddress() + path);
  }
}

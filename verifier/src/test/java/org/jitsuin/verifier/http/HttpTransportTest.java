package org.jitsuin.verifier.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that does what it should not. */
class HttpTransportTest {
  private static final int MOST = 1_000;

  @TempDir private Path directory;
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpTransport patient = new HttpTransport(Duration.ofMinutes(2));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/answer", exchange -> answer(exchange, 200, "yes"));
    server.createContext(
        "/fields",
        exchange -> answer(exchange, 200, exchange.getRequestHeaders().keySet().toString()));
    server.createContext("/error", exchange -> answer(exchange, 500, "no"));
    server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(MOST + 1)));
    server.createContext(
        "/elsewhere",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/answer");
          answer(exchange, 302, "");
        });
    server.createContext("/endless", this::endless);
    server.createContext("/tagged", HttpTransportTest::tagged);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  /** A beginning, and then nothing for as long as the test lasts. */
  private void endless(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('x');
    exchange.getResponseBody().flush();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tagged(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("ETag", "\"1\"");
    boolean known = "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    answer(exchange, known ? 304 : 200, known ? "" : "content");
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private byte[] post(HttpTransport transport, String path) throws IOException {
    return transport.post(at(path), "text/plain", new byte[] {1}, MOST);
  }

  @Test
  void post_answered_isWhatCame() throws IOException {
    assertThat(post(patient, "/answer")).asString(StandardCharsets.UTF_8).isEqualTo("yes");
  }

  /** RFC 9919 §7.2: caches on the way may answer. */
  @Test
  void post_fields_sayNothingToCaches() throws IOException {
    assertThat(post(patient, "/fields"))
        .asString(StandardCharsets.UTF_8)
        .contains("Content-type")
        .doesNotContainIgnoringCase("cache-control")
        .doesNotContainIgnoringCase("pragma");
  }

  @Test
  void post_redirectedOrFailed_nobodyIsFollowed() {
    assertThatThrownBy(() -> post(patient, "/elsewhere")).hasMessage("status 302");
    assertThatThrownBy(() -> post(patient, "/error")).hasMessage("status 500");
    assertThatThrownBy(() -> post(patient, "/nothing")).hasMessage("status 404");
  }

  @Test
  void post_tooLarge_endsBeforeAllOfItCame() {
    assertThatThrownBy(() -> post(patient, "/large")).isInstanceOf(TooLargeException.class);
  }

  /** The head came in time; the body never ends. */
  @Test
  void post_bodyWithoutEnd_deadlineIsOfTheWhole() {
    HttpTransport hurried = new HttpTransport(Duration.ofMillis(500));

    assertThatThrownBy(() -> post(hurried, "/endless")).isInstanceOf(IOException.class);
  }

  @Test
  void fetch_withTag_isFetchedOnceOnly() throws IOException {
    Path file = directory.resolve("file");

    Download.Result first = patient.fetch(at("/tagged"), Optional.empty(), file, MOST);
    assertThat(first).isEqualTo(new Download.Result(true, Optional.of("\"1\"")));
    assertThat(Files.readString(file)).isEqualTo("content");
    assertThat(patient.fetch(at("/tagged"), first.tag(), directory.resolve("other"), MOST))
        .isEqualTo(new Download.Result(false, first.tag()));
  }

  @Test
  void fetch_tooLargeOrAway_fails() {
    Path file = directory.resolve("file");

    assertThatThrownBy(() -> patient.fetch(at("/large"), Optional.empty(), file, MOST))
        .isInstanceOf(TooLargeException.class);
    assertThatThrownBy(() -> patient.fetch(URI.create("urn:x"), Optional.empty(), file, MOST))
        .isInstanceOf(IOException.class);
  }

  @Test
  void transport_clientThatFollows_refused() {
    HttpClient follower =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    assertThatThrownBy(() -> new HttpTransport(follower, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jitsuin.launcher.server.Health;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A database that is there and does not answer: its process is stopped, so that it refuses nothing.
 */
@Tag("deployed")
class HangingDatabaseIT extends DeployedServerTest {
  private static final int MANY = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void server_whoseDatabaseHangs_servesWhoNeedsNoneAndTellsOthersToComeAgain() throws Exception {
    try (HttpClient clerk =
            HttpClient.newBuilder()
                .sslContext(StaffClient.tls(installation(), Optional.of("clerk-13221")))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpClient party = HttpClient.newHttpClient()) {
      assertThat(send(clerk, caller()).statusCode()).isEqualTo(200);
      signal("-STOP");
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      try {
        for (int i = 0; i < MANY; i++) {
          waiting.add(clerk.sendAsync(caller(), HttpResponse.BodyHandlers.ofString()));
        }
        assertServed(party);
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
          assertToldToComeAgain(each.join());
        }
        assertThat(ServerUnderTest.installation().server().health())
            .isInstanceOfSatisfying(
                Health.NotReady.class,
                health ->
                    assertThat(health.reasons()).anyMatch(why -> why.contains("the database")));
        assertServed(party);
      } finally {
        signal("-CONT");
      }
      awaitReadiness();
      assertThat(send(clerk, caller()).statusCode()).isEqualTo(200);
    }
  }

  private static void assertServed(HttpClient party) throws Exception {
    for (String path : List.of("/", "/ca/signature.cer", "/crl/signature/", "/log/checkpoint")) {
      HttpRequest request =
          request(URI.create(installation().settings().httpAddress() + path)).build();
      assertThat(send(party, request).statusCode()).as(path).isEqualTo(200);
    }
  }

  private static void assertToldToComeAgain(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("SERVICE_UNAVAILABLE");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  private static HttpRequest caller() {
    return request(URI.create(installation().settings().httpsAddress() + "/api/v1/caller")).build();
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(PATIENCE);
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void signal(String name) {
    long process =
        ServerUnderTest.installation()
            .database()
            .privateServer()
            .flatMap(database -> database.process())
            .orElseThrow()
            .pid();
    Shell.Ended ended =
        Shell.run(Path.of("").toAbsolutePath(), "kill", name, Long.toString(process));
    assertThat(ended.code()).as(ended.output()).isZero();
  }
}

package org.jitsuin.card.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may speak to the agent. */
class GateTest {
  @TempDir private Path directory;
  private AgentStage stage;

  @BeforeEach
  void open() throws IOException {
    stage = new AgentStage(directory, TestCards.blank());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void console_withToken_isAnsweredAndMayRead() throws IOException {
    HttpResponse<String> answer =
        stage.send(stage.request("/agent").header("Origin", AgentStage.ORIGIN).build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains(AgentStage.ORIGIN);
    assertThat(answer.headers().firstValue("Vary")).contains("Origin");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).contains("\"pins\":\"page\"");
  }

  @Test
  void otherOrigin_evenWithToken_mayNeitherAskNorRead() throws IOException {
    for (String origin :
        new String[] {"https://evil.example", "null", "https://ca.example", stage.address()}) {
      HttpResponse<String> answer =
          stage.send(stage.request("/readers").header("Origin", origin).build());

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("ORIGIN_NOT_ALLOWED");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void withoutToken_nothingIsTold() throws IOException {
    for (String shown : new String[] {"", "Bearer ", "Bearer x", "Basic " + stage.token()}) {
      URI readers = URI.create(stage.address() + Route.BASE + "/readers");
      HttpResponse<String> answer =
          stage.send(HttpRequest.newBuilder(readers).header("Authorization", shown).build());

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("TOKEN_NEEDED").doesNotContain("A reader");
    }
  }

  @Test
  void preflight_ofTheConsole_isGrantedForTheLocalNetworkToo() throws IOException {
    URI jobs = URI.create(stage.address() + Route.BASE + "/jobs");
    HttpResponse<String> answer =
        stage.send(
            HttpRequest.newBuilder(jobs)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", AgentStage.ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Private-Network", "true")
                .build());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains(AgentStage.ORIGIN);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Private-Network"))
        .contains("true");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("authorization", "idempotency-key");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void otherName_thatResolvesToLoopback_isRefused() throws IOException {
    URI address = URI.create(stage.address());
    String request =
        "GET %s/agent HTTP/1.1\r\nHost: evil.example:%s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
            .formatted(Route.BASE, address.getPort(), stage.token());
    try (Socket socket = new Socket(address.getHost(), address.getPort());
        InputStream in = socket.getInputStream()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 403")
          .contains("HOST_NOT_ALLOWED");
    }
  }

  @Test
  void requests_thatAreNone_areRefusedBeforeAnythingIsDone() throws IOException {
    assertStatus(post("{}", "not-a-uuid"), 400);
    String key = "0b6f3c1a-8b7e-4a55-9d3e-0a1b2c3d4e5f";
    assertStatus(post("", key), 400);
    assertStatus(post("[]", key), 400);
    assertStatus(post("{\"do\":\"end\",\"do\":\"end\"}", key), 400);
    assertStatus(post(stage.deed("end").put("more", 1).toString(), key), 400);
    assertStatus(post(stage.deed("format").toString(), key), 400);
    assertStatus(post(" ".repeat(CounterAgent.LONGEST_BODY + 1), key), 413);
    assertStatus(stage.request("/nothing").build(), 404);
    assertStatus(stage.request("/agent?wait=1").build(), 400);
    assertStatus(stage.request("/jobs/" + key).build(), 404);
    assertStatus(stage.request("/readers/ffffffff/card").build(), 404);
    assertStatus(stage.request("/agent").DELETE().build(), 405);
    assertStatus(
        stage.request("/jobs").POST(HttpRequest.BodyPublishers.ofString("{}")).build(), 400);
  }

  private HttpRequest post(String body, String key) {
    return stage
        .request("/jobs")
        .header("Idempotency-Key", key)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private void assertStatus(HttpRequest request, int status) throws IOException {
    HttpResponse<String> answer = stage.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"detailJa\"");
  }
}

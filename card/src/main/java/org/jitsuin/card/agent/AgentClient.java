package org.jitsuin.card.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** Speaks to a counter agent from the command line, as the console's pages do. */
public final class AgentClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LEAST_PROBLEM = 400;
  private static final int WAIT_SECONDS = 20;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String base;
  private final String token;

  /**
   * @param address of the agent, without a path
   */
  public AgentClient(String address, String token) {
    this.base = address + Route.BASE;
    this.token = token;
  }

  /** The agent did not do it. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient JsonNode problem;

    Refused(JsonNode problem) {
      super(problem.path("code").asText("?") + ": " + problem.path("detail").asText());
      this.code = problem.path("code").asText("?");
      this.problem = problem;
    }

    public String code() {
      return code;
    }

    /** The problem document. */
    public JsonNode problem() {
      return problem;
    }
  }

  /** Reads something, such as {@code /readers}. */
  public JsonNode get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  /**
   * Has something done to a card, and waits until it is.
   *
   * @param key the Idempotency-Key
   * @param announce is told a job that waits for a PIN
   * @return its result
   * @throws Refused if it was not done
   */
  public JsonNode run(ObjectNode deed, UUID key, Consumer<JsonNode> announce) throws IOException {
    JsonNode job = submit(deed, key);
    String state = "";
    while (true) {
      String now = job.path("state").asText();
      if (now.equals("done")) {
        return job.path("result");
      }
      if (now.equals("failed")) {
        throw new Refused(job.path("problem"));
      }
      if (now.equals("awaiting-pin") && !now.equals(state)) {
        announce.accept(job);
      }
      state = now;
      job = await(job);
    }
  }

  /** Waits until a job stands otherwise than it was seen, or for a while. */
  public JsonNode await(JsonNode job) throws IOException {
    return get(
        "/jobs/%s?wait=%s&seen=%s"
            .formatted(job.path("job").asText(), WAIT_SECONDS, job.path("state").asText()));
  }

  /** Asks for something, and does not wait. */
  public JsonNode submit(ObjectNode deed, UUID key) throws IOException {
    return send(
        request("/jobs")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key.toString())
            .POST(HttpRequest.BodyPublishers.ofByteArray(AgentJson.write(deed)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode answer = response.body().length == 0 ? AgentJson.object() : parsed(response.body());
      if (response.statusCode() >= LEAST_PROBLEM) {
        throw new Refused(answer);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the counter agent was asked", e);
    }
  }

  private static JsonNode parsed(byte[] body) throws IOException {
    try {
      return AgentJson.read(body);
    } catch (IllegalArgumentException e) {
      throw new IOException("what answers is no counter agent", e);
    }
  }
}

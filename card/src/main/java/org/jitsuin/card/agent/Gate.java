package org.jitsuin.card.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.ProblemCode;

/**
 * Decides whose requests are looked at: by the name under which the agent was reached (a page of
 * anybody may have that resolve to loopback), by the origin of the page, and by the token.
 */
final class Gate {
  private static final String METHODS = "GET, POST, DELETE";
  private static final String HEADERS = "authorization, content-type, idempotency-key";
  private static final String PRIVATE = "Access-Control-Request-Private-Network";
  private static final String LOCAL = "Access-Control-Request-Local-Network";

  private final Set<String> origins;
  private final AgentToken token;
  private final int port;

  Gate(Set<String> origins, AgentToken token, int port) {
    this.origins = origins;
    this.token = token;
    this.port = port;
  }

  /** The headers of a request, by their names. */
  @FunctionalInterface
  interface Headers {
    Optional<String> get(String name);
  }

  /**
   * Lets a request in by its name and origin.
   *
   * @return the headers of its answer, a refusal's too
   * @throws CounterFailure if it comes from elsewhere
   */
  Map<String, String> enter(Headers headers) {
    requireHost(headers);
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("Vary", "Origin");
    headers
        .get("Origin")
        .ifPresent(origin -> {
          if (!origins.contains(origin)) {
            throw new CounterFailure(ProblemCode.ORIGIN_NOT_ALLOWED);
          }
          answer.put("Access-Control-Allow-Origin", origin);
        });
    return answer;
  }

  /** Lets a request in that speaks to a page of the agent's own. */
  void enterPage(Headers headers) {
    requireHost(headers);
    headers
        .get("Origin")
        .filter(origin -> !origin.equals("http://127.0.0.1:" + port))
        .filter(origin -> !origin.equals("http://localhost:" + port))
        .ifPresent(_ -> {
          throw new CounterFailure(ProblemCode.ORIGIN_NOT_ALLOWED);
        });
  }

  private void requireHost(Headers headers) {
    String host = headers.get("Host").orElse("");
    if (!host.equals("127.0.0.1:" + port) && !host.equals("localhost:" + port)) {
      throw new CounterFailure(ProblemCode.HOST_NOT_ALLOWED);
    }
  }

  /** Whoever has no token learns nothing. */
  void requireToken(Headers headers) {
    if (!token.isShownBy(headers.get("Authorization"))) {
      throw new CounterFailure(ProblemCode.TOKEN_NEEDED);
    }
  }

  /** What a browser is told that asks before it sends a page's request. */
  static Map<String, String> preflight(Headers headers) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("Access-Control-Allow-Methods", METHODS);
    answer.put("Access-Control-Allow-Headers", HEADERS);
    answer.put("Access-Control-Max-Age", "600");
    if (headers.get(PRIVATE).isPresent()) {
      answer.put("Access-Control-Allow-Private-Network", "true");
    }
    if (headers.get(LOCAL).isPresent()) {
      answer.put("Access-Control-Allow-Local-Network", "true");
    }
    return answer;
  }
}

package org.jitsuin.launcher.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.base.FaultCode;

/** The health of a server, as it reports it (MicroProfile Health). */
public sealed interface Health {
  /** WildFly's own checks that fail until it has started. */
  Set<String> STARTING = Set.of("boot-errors", "server-state", "suspend-state");

  /** The services whose facts are told while they are ready, too. */
  Set<String> SERVICES = Set.of("ca-core", "ocsp-responder", "crl-publisher", "repository-server");

  /**
   * The server is ready.
   *
   * @param facts a line for each service that says something, such as what ends soon
   */
  record Ready(List<String> facts) implements Health {
    public Ready {
      facts = List.copyOf(facts);
    }

    /** Without facts. */
    public Ready() {
      this(List.of());
    }
  }

  /**
   * The server runs but is not ready yet, or not now.
   *
   * @param reasons a line each, what fails and why
   * @param hopeless whether it will not heal by itself: the application could not be deployed, or
   *     operators must recover
   */
  record NotReady(List<String> reasons, boolean hopeless) implements Health {
    public NotReady {
      reasons = List.copyOf(reasons);
    }
  }

  /** The server does not answer. */
  record Silent() implements Health {}

  /**
   * Reads an answer of {@code /health/ready}.
   *
   * <p>WildFly is ready, too, in the moment before it looks for applications; a server without one
   * is therefore not ready here.
   */
  static Health parse(String json) {
    JsonNode answer;
    try {
      answer = new ObjectMapper().readTree(json);
    } catch (JacksonException e) {
      return new NotReady(List.of("the health report cannot be read"), false);
    }
    List<String> reasons =
        answer
            .path("checks")
            .valueStream()
            .filter(check -> !"UP".equals(check.path("status").asText()))
            .map(Health::reason)
            .distinct()
            .toList();
    JsonNode deployments = deployments(answer);
    if (!reasons.isEmpty()) {
      return new NotReady(
          reasons,
          deployments.valueStream().anyMatch(state -> "FAILED".equals(state.asText()))
              || needsRecovery(answer));
    }
    return deployments.isEmpty()
        ? new NotReady(List.of("the application is being deployed"), false)
        : new Ready(
            answer
                .path("checks")
                .valueStream()
                .filter(check -> SERVICES.contains(check.path("name").asText()))
                .filter(check -> !check.path("data").isEmpty())
                .map(Health::facts)
                .toList());
  }

  private static boolean needsRecovery(JsonNode answer) {
    return answer
        .path("checks")
        .valueStream()
        .anyMatch(check ->
            FaultCode.RECOVERY_NEEDED.name().equals(check.path("data").path("code").asText()));
  }

  /** The state of each application, which WildFly reports as a check of its own. */
  private static JsonNode deployments(JsonNode answer) {
    return answer
        .path("checks")
        .valueStream()
        .filter(check -> "deployments-status".equals(check.path("name").asText()))
        .findFirst()
        .map(check -> check.path("data"))
        .orElseGet(MissingNode::getInstance);
  }

  /** The reason first, which is a sentence; then all else by its name. */
  private static String facts(JsonNode check) {
    JsonNode data = check.path("data");
    Stream<String> others =
        data.properties().stream()
            .filter(entry -> !entry.getKey().equals("reason"))
            .map(entry -> entry.getKey() + " " + entry.getValue().asText());
    Stream<String> reason =
        data.has("reason") ? Stream.of(data.path("reason").asText()) : Stream.empty();
    return check.path("name").asText()
        + ": "
        + Stream.concat(reason, others).collect(Collectors.joining("; "));
  }

  private static String reason(JsonNode check) {
    String name = check.path("name").asText();
    JsonNode data = check.path("data");
    if (STARTING.contains(name)) {
      return "WildFly is starting";
    }
    if (data.has("reason")) {
      return name + ": " + data.path("reason").asText();
    }
    String details =
        data.properties().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue().asText())
            .collect(Collectors.joining(", "));
    return details.isEmpty() ? name : name + ": " + details;
  }
}

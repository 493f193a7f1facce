package org.jitsuin.card.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.counter.CounterFailure;

/**
 * An answer of the agent.
 *
 * @param headers besides those that every answer has
 */
record Reply(int status, String type, Bytes body, Map<String, String> headers) {
  static final Bytes NOTHING = Bytes.of(new byte[0]);
  private static final String JSON = "application/json";

  static Reply of(int status, ObjectNode body) {
    return new Reply(status, JSON, Bytes.of(AgentJson.write(body)), Map.of());
  }

  static Reply nothing(Map<String, String> headers) {
    return new Reply(204, "", NOTHING, headers);
  }

  static Reply problem(CounterFailure failure) {
    return new Reply(
        failure.code().status(),
        "application/problem+json",
        Bytes.of(AgentJson.write(AgentJson.problem(failure))),
        Map.of());
  }
}

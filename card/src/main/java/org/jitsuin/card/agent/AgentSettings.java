package org.jitsuin.card.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How an agent is run.
 *
 * @param port on loopback; 0 for one that is free
 * @param origins whose pages may use it, such as {@code https://ca.example:8443}
 * @param directory holds its journal and the hash of its token
 * @param pinPatience how long a holder may take to enter a PIN
 */
public record AgentSettings(int port, Set<String> origins, Path directory, Duration pinPatience) {
  /** Where the console looks for it. */
  public static final int USUAL_PORT = 8450;

  /** How long a holder may take, where nothing else is said. */
  public static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);

  public AgentSettings {
    origins = Set.copyOf(origins);
  }
}

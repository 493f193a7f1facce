package org.jitsuin.base.readiness;

import java.util.Map;

/**
 * Whether a service can serve now.
 *
 * @param up it can
 * @param facts why not, and what is good to know; no secrets and no personal data
 */
public record Readiness(boolean up, Map<String, String> facts) {
  public Readiness {
    facts = Map.copyOf(facts);
  }

  public static Readiness ready() {
    return new Readiness(true, Map.of());
  }

  /** Not ready, for that reason. */
  public static Readiness notReady(String reason) {
    return new Readiness(false, Map.of("reason", reason));
  }
}

package org.jitsuin.base.readiness;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The readiness of a service, with the reason where it is not ready.
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

  /** Returns the readiness of a service that cannot serve, for that reason. */
  public static Readiness notReady(String reason) {
    return new Readiness(false, Map.of("reason", reason));
  }

  /** Returns this readiness made not ready, for that reason as well. */
  public Readiness butNot(String reason) {
    return new Readiness(false, with(reason));
  }

  /**
   * Returns this readiness with a warning of something that somebody should know before it matters.
   */
  public Readiness warning(String reason) {
    return new Readiness(up, with(reason));
  }

  private Map<String, String> with(String reason) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.merge("reason", reason, (before, added) -> before + "; " + added);
    return more;
  }
}

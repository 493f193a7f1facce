package org.jitsuin.card.agent;

import java.util.Arrays;
import java.util.Optional;

/** The addresses of the agent, as its description says them. */
enum Route {
  AGENT("GET", "/agent"),
  READERS("GET", "/readers"),
  CARD("GET", "/readers/{reader}/card"),
  JOBS("GET", "/jobs"),
  NEW_JOB("POST", "/jobs"),
  JOB("GET", "/jobs/{job}"),
  CANCEL("DELETE", "/jobs/{job}");

  /** In front of each of them. */
  static final String BASE = "/counter/v1";

  private final String method;
  private final String template;

  Route(String method, String template) {
    this.method = method;
    this.template = template;
  }

  String method() {
    return method;
  }

  String template() {
    return template;
  }

  /**
   * What a request names.
   *
   * @param variable what stands in the place of the braces; empty if there are none
   */
  record Found(Route route, String variable) {}

  /** What stands at an address; empty if nothing does by that method. */
  static Optional<Found> find(String method, String path) {
    return Arrays.stream(values())
        .filter(route -> route.method.equals(method))
        .flatMap(route -> route.match(path).stream())
        .findFirst();
  }

  /** Whether there is anything at an address, by whatever method. */
  static boolean isKnown(String path) {
    return Arrays.stream(values()).anyMatch(route -> route.match(path).isPresent());
  }

  private Optional<Found> match(String path) {
    String[] expected = (BASE + template).split("/", -1);
    String[] given = path.split("/", -1);
    if (expected.length != given.length) {
      return Optional.empty();
    }
    String variable = "";
    for (int i = 0; i < expected.length; i++) {
      if (expected[i].startsWith("{")) {
        variable = given[i];
      } else if (!expected[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(new Found(this, variable));
  }
}

package org.jitsuin.sandbox.http;

import java.util.List;
import java.util.Optional;

/** All addresses of a server. */
public final class Site {
  private final List<Route> routes;

  /** Takes the addresses. */
  public Site(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** Returns how many octets the body of a request may have. */
  public int most(String method, String path) {
    return find(method, path).map(Route::most).orElse(0);
  }

  private Optional<Route> find(String method, String path) {
    return routes.stream()
        .filter(route -> route.method().equals(method) && route.isAt(path))
        .findFirst();
  }

  /**
   * Answers.
   *
   * @throws Refused if it is not done
   */
  public Answer answer(Asked asked) {
    Optional<Route> route = find(asked.method(), asked.path());
    if (route.isPresent()) {
      return route.get().action().apply(asked);
    }
    if (routes.stream().anyMatch(other -> other.isAt(asked.path()))) {
      throw new Refused(405, "other-method", "この方法では使えません。", "Not by this method.");
    }
    throw Refused.notFound();
  }
}

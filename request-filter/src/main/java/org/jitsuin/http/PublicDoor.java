package org.jitsuin.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.List;

/**
 * Stands in front of all archives at the door that asks nobody for a certificate: behind it is what
 * everybody may see, and nothing of the office API or of the pages of offices.
 */
public final class PublicDoor implements HttpHandler {
  private static final List<String> OPEN =
      List.of("/crl/", "/filter/", "/ca/", "/log/", "/ocsp/", "/office/public/", "/office/assets/");
  private static final List<String> PLACES = List.of("/", "/ocsp");

  private final HttpHandler next;

  /** Made by Undertow, by reflection. */
  public PublicDoor(HttpHandler next) {
    this.next = next;
  }

  /** Returns whether everybody may see what is there. */
  static boolean isOpen(String path) {
    // What steps back is another path to whoever resolves it.
    return !path.contains("/.")
        && (PLACES.contains(path) || OPEN.stream().anyMatch(path::startsWith));
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (isOpen(exchange.getRequestPath())) {
      next.handleRequest(exchange);
      return;
    }
    exchange.setStatusCode(StatusCodes.NOT_FOUND);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send("There is no resource at this address of the public port.\n");
  }
}

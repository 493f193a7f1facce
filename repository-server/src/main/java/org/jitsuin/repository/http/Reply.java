package org.jitsuin.repository.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;

/** Writes short answers in plain text, for people who look at what went wrong. */
final class Reply {
  private static final HttpString NO_SNIFF = new HttpString("X-Content-Type-Options");

  private Reply() {}

  static void notFound(HttpServerExchange exchange) {
    text(exchange, StatusCodes.NOT_FOUND, "There is no resource at this address.");
  }

  static void methodNotAllowed(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
    text(exchange, StatusCodes.METHOD_NOT_ALLOWED, "Only GET and HEAD are allowed here.");
  }

  /** Answers a request whose precondition does not hold (RFC 9110 §13.1). */
  static void preconditionFailed(HttpServerExchange exchange) {
    text(
        exchange,
        StatusCodes.PRECONDITION_FAILED,
        "The resource does not meet the preconditions of the request.");
  }

  /** Answers that the resource is not available yet, or not now. */
  static void unavailable(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "5");
    text(
        exchange,
        StatusCodes.SERVICE_UNAVAILABLE,
        "Not available at the moment. Please try again soon.");
  }

  private static void text(HttpServerExchange exchange, int status, String text) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    noSniffing(exchange);
    exchange.getResponseSender().send(text + "\n", StandardCharsets.UTF_8);
  }

  static void noSniffing(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(NO_SNIFF, "nosniff");
  }
}

package org.jitsuin.http;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;

/** A request whose body comes in chunks is the last one of its connection. */
final class ChunkedRequest {
  private ChunkedRequest() {}

  static void endConnectionAfter(HttpServerExchange exchange) {
    exchange.addResponseCommitListener(ChunkedRequest::announce);
    exchange.addExchangeCompleteListener((ended, listener) -> {
      ended.setPersistent(false);
      listener.proceed();
    });
  }

  /**
   * Tells the client so (RFC 9112 §9.6), unless it is still sending: it might take that for a wish
   * that it stop. The answer stays one whose end can be seen.
   */
  private static void announce(HttpServerExchange exchange) {
    if (!exchange.isRequestComplete()) {
      return;
    }
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.CONNECTION, Headers.CLOSE.toString());
    if (!headers.contains(Headers.CONTENT_LENGTH) && Connectors.isEntityBodyAllowed(exchange)) {
      headers.put(Headers.TRANSFER_ENCODING, Headers.CHUNKED.toString());
    }
  }
}

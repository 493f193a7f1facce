package org.jitsuin.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.WorkerUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * Looks at every request before anything else does. It refuses what is wrongly framed, limits
 * bodies, and ends the connection or stream of who was answered and goes on sending for ever.
 *
 * <p>Where Undertow is lenient inside of a chunked body, which nobody sees from outside, nothing is
 * read from the connection after that body.
 */
public final class RequestFilter implements HttpHandler {
  /** The largest body in octets. A handler that takes more says so itself. */
  static final long LARGEST_BODY = 1_048_576;

  /** The latest end of a request, later than any handler waits for a body. */
  private static final Duration LATEST_END = Duration.ofMinutes(1);

  private final HttpHandler next;

  /** Made by Undertow, by reflection. */
  public RequestFilter(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    exchange.setMaxEntitySize(LARGEST_BODY);
    var fault = FramingRules.fault(exchange.getProtocol(), exchange.getRequestHeaders());
    if (fault.isPresent()) {
      refuse(exchange, fault.get());
    } else {
      if (FramingRules.isChunked(exchange.getRequestHeaders())) {
        ChunkedRequest.endConnectionAfter(exchange);
      }
      next.handleRequest(exchange);
    }
    if (!exchange.isRequestComplete()) {
      watch(exchange);
    }
  }

  private static void refuse(HttpServerExchange exchange, FramingFault fault) {
    exchange.setPersistent(false);
    exchange.setStatusCode(fault.status());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseSender().send(fault.sentence() + "\n");
  }

  private static void watch(HttpServerExchange exchange) {
    WorkerUtils.executeAfter(
        exchange.getIoThread(), () -> look(exchange), LATEST_END.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** An answer that is still on its way may belong to a body that is meant to take long. */
  private static void look(HttpServerExchange exchange) {
    if (exchange.isRequestComplete()) {
      return;
    }
    if (exchange.isResponseStarted() && !exchange.isResponseComplete()) {
      watch(exchange);
    } else {
      IoUtils.safeClose(exchange.getConnection());
    }
  }
}

package org.jitsuin.ca.http;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import io.undertow.util.WorkerUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jitsuin.ca.CaLog;

/**
 * A problem document (RFC 9457) that is sent without looking at the body of the request.
 *
 * <p>The client may still be sending. It gets the whole answer first; then it has a little while to
 * end its body, since a connection that is closed before may take the answer along (RFC 9112 §9.6).
 */
public final class EarlyAnswer {
  private static final String MEDIA_TYPE = "application/problem+json";
  private static final Duration LINGERING = Duration.ofSeconds(5);
  private static final int RETRY_AFTER = 5;

  private final int status;
  private final ByteBuffer problem;

  /**
   * @param status of HTTP
   * @param problem as JSON
   */
  public EarlyAnswer(int status, byte[] problem) {
    this.status = status;
    this.problem = ByteBuffer.wrap(problem.clone()).asReadOnlyBuffer();
  }

  /** Sends it, in the exchange's I/O thread. */
  void send(HttpServerExchange exchange) {
    if (!exchange.isRequestComplete()) {
      WorkerUtils.executeAfter(
          exchange.getIoThread(),
          () -> cutOff(exchange),
          LINGERING.toMillis(),
          TimeUnit.MILLISECONDS);
    }
    send(exchange, HttpServerExchange::endExchange);
  }

  /** Sends it to who has had time enough to end the body. */
  void sendAndCutOff(HttpServerExchange exchange) {
    exchange.setPersistent(false);
    send(
        exchange,
        answered -> {
          cutOff(answered);
          answered.endExchange();
        });
  }

  private void send(HttpServerExchange exchange, Consumer<HttpServerExchange> then) {
    if (HttpContinue.requiresContinueResponse(exchange)) {
      // It waits for a word before it sends the body, and never sends it now.
      exchange.setPersistent(false);
    }
    exchange.setStatusCode(status);
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, MEDIA_TYPE)
        .put(Headers.CACHE_CONTROL, "no-store")
        .put(Headers.CONTENT_LENGTH, problem.remaining());
    if (status == StatusCodes.SERVICE_UNAVAILABLE) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER);
    }
    Step end = new Step((answered, _) -> then.accept(answered));
    exchange
        .getResponseSender()
        .send(problem.duplicate(), new Step((_, sender) -> sender.close(end)));
  }

  /** Cuts off the connection in HTTP/1.1, the stream alone in HTTP/2. */
  private static void cutOff(HttpServerExchange exchange) {
    if (exchange.isRequestComplete()) {
      return;
    }
    try {
      exchange.getConnection().close();
    } catch (IOException e) {
      CaLog.LOG.debug("a connection was already broken", e);
    }
  }

  /** A step and what follows where it succeeds; a client that is gone gets nothing more. */
  private record Step(BiConsumer<HttpServerExchange, Sender> next) implements IoCallback {
    @Override
    public void onComplete(HttpServerExchange exchange, Sender sender) {
      next.accept(exchange, sender);
    }

    @Override
    public void onException(HttpServerExchange exchange, Sender sender, IOException exception) {
      IoCallback.END_EXCHANGE.onException(exchange, sender, exception);
    }
  }
}

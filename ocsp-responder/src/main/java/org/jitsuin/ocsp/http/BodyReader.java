package org.jitsuin.ocsp.http;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.StatusCodes;
import io.undertow.util.WorkerUtils;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jitsuin.ocsp.OcspLog;

/**
 * Reads the body of a request on the I/O thread without blocking it: not more octets than it is
 * told, and not for longer. Who sends too slowly is cut off.
 *
 * <p>The types of XNIO, on which Undertow stands, are not named here: to an application WildFly
 * shows Undertow, but not what is below. That is also why the timer is not taken back; it fires in
 * vain when the body has come.
 */
final class BodyReader {
  private final BiConsumer<HttpServerExchange, byte[]> whole;
  private Optional<HttpServerExchange> awaited;

  private BodyReader(HttpServerExchange exchange, BiConsumer<HttpServerExchange, byte[]> whole) {
    this.awaited = Optional.of(exchange);
    this.whole = whole;
  }

  /**
   * Reads a body.
   *
   * @param whole is given the body on the I/O thread; not called if it is too long or too slow
   */
  static void read(
      HttpServerExchange exchange,
      int maxOctets,
      Duration timeout,
      BiConsumer<HttpServerExchange, byte[]> whole) {
    if (exchange.getRequestContentLength() > maxOctets) {
      refuseTooLarge(exchange);
      return;
    }
    BodyReader reader = new BodyReader(exchange, whole);
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(maxOctets);
    receiver.receiveFullBytes(reader::complete, reader::fail);
    if (reader.awaited.isPresent()) {
      WorkerUtils.executeAfter(
          exchange.getIoThread(), reader::giveUp, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void complete(HttpServerExchange exchange, byte[] body) {
    if (isFirstResult()) {
      whole.accept(exchange, body);
    }
  }

  private void fail(HttpServerExchange exchange, IOException failure) {
    if (!isFirstResult()) {
      return;
    }
    if (failure instanceof Receiver.RequestToLargeException
        || failure instanceof RequestTooBigException) {
      refuseTooLarge(exchange);
    } else {
      cutOff(exchange);
    }
  }

  private void giveUp() {
    awaited.ifPresent(exchange -> fail(exchange, new IOException("too slow")));
  }

  /**
   * Returns whether this is the first result; all happens on one I/O thread, so that a plain field
   * suffices.
   */
  private boolean isFirstResult() {
    boolean first = awaited.isPresent();
    awaited = Optional.empty();
    return first;
  }

  private static void cutOff(HttpServerExchange exchange) {
    // The connection first: ending the exchange would otherwise wait for the rest of the body.
    try {
      exchange.getConnection().close();
    } catch (IOException e) {
      OcspLog.LOG.debug("a connection was already broken", e);
    }
    exchange.endExchange();
  }

  private static void refuseTooLarge(HttpServerExchange exchange) {
    exchange.setPersistent(false);
    Replies.text(
        exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE, "This is longer than any OCSP request.\n");
  }
}

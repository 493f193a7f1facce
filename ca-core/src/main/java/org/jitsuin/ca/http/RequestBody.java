package org.jitsuin.ca.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.Receiver;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.WorkerUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads the body of a request in the I/O thread, as it comes and without waiting for it, and puts
 * it back: who reads it then, finds it all there.
 */
final class RequestBody {
  private final Ends ends;
  private boolean awaited = true;

  /**
   * The ways in which reading may end; one of them is called, on the I/O thread.
   *
   * @param whole it is all there
   * @param tooLarge it is larger than was said
   * @param tooSlow it did not come in time
   */
  record Ends(
      Consumer<HttpServerExchange> whole,
      Consumer<HttpServerExchange> tooLarge,
      Consumer<HttpServerExchange> tooSlow) {}

  private RequestBody(Ends ends) {
    this.ends = ends;
  }

  static void read(HttpServerExchange exchange, int largest, Duration timeout, Ends ends) {
    RequestBody body = new RequestBody(ends);
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(largest);
    receiver.receiveFullBytes(body::complete, body::fail);
    if (body.awaited) {
      WorkerUtils.executeAfter(
          exchange.getIoThread(),
          () -> body.giveUp(exchange),
          timeout.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  private void complete(HttpServerExchange exchange, byte[] octets) {
    if (isFirstEnd()) {
      putBack(exchange, octets);
      ends.whole().accept(exchange);
    }
  }

  private void fail(HttpServerExchange exchange, IOException failure) {
    if (!isFirstEnd()) {
      return;
    }
    if (failure instanceof Receiver.RequestToLargeException
        || failure.getCause() instanceof RequestTooBigException
        || failure instanceof RequestTooBigException) {
      ends.tooLarge().accept(exchange);
    } else {
      // Broken off: there is nobody to answer.
      exchange.endExchange();
    }
  }

  private void giveUp(HttpServerExchange exchange) {
    if (isFirstEnd()) {
      ends.tooSlow().accept(exchange);
    }
  }

  /**
   * Returns whether this is the first result; all happens on one I/O thread, so that a plain field
   * suffices.
   */
  private boolean isFirstEnd() {
    boolean first = awaited;
    awaited = false;
    return first;
  }

  private static void putBack(HttpServerExchange exchange, byte[] octets) {
    ByteBufferPool pool = exchange.getConnection().getByteBufferPool();
    List<PooledByteBuffer> buffers = new ArrayList<>();
    for (int done = 0; done < octets.length; ) {
      PooledByteBuffer pooled = pool.allocate();
      ByteBuffer buffer = pooled.getBuffer();
      int some = Math.min(buffer.remaining(), octets.length - done);
      buffer.put(octets, done, some).flip();
      buffers.add(pooled);
      done += some;
    }
    Connectors.ungetRequestBytes(exchange, buffers.toArray(PooledByteBuffer[]::new));
    Connectors.resetRequestChannel(exchange);
    // The client was told to continue.
    exchange.getRequestHeaders().remove(Headers.EXPECT);
  }
}

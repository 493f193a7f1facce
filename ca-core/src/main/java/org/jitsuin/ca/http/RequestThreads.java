package org.jitsuin.ca.http;

import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.WorkerUtils;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jitsuin.ca.store.StatementLimit;

/**
 * Threads for requests of one kind, which may wait for a database or a token. Who finds none free
 * waits a little, in a queue that has an end, and is told to come again.
 */
final class RequestThreads implements AutoCloseable {
  private final ExecutorService threads;
  private final Limits limits;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * The limits of a kind of request.
   *
   * @param threads how many requests run at once
   * @param waiting how many more may wait for a thread
   * @param patience how long one of them waits
   * @param statement how long a statement in the database may take
   */
  record Limits(int threads, int waiting, Duration patience, Duration statement) {}

  RequestThreads(Limits limits, ThreadFactory factory) {
    this.limits = limits;
    this.threads = Executors.newFixedThreadPool(limits.threads(), factory);
  }

  /**
   * Runs a request in one of the threads. To be called in its I/O thread.
   *
   * @param full is given the exchange, in its I/O thread, where no thread was free in time
   */
  void run(HttpServerExchange exchange, HttpHandler handler, Consumer<HttpServerExchange> full) {
    if (waiting.incrementAndGet() > limits.waiting()) {
      waiting.decrementAndGet();
      full.accept(exchange);
      return;
    }
    Place place = new Place(exchange, handler, full);
    // When Undertow's call has ended: before, it would take the exchange for one that is done.
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> {
          threads.execute(place);
          WorkerUtils.executeAfter(
              exchange.getIoThread(),
              place::giveUp,
              limits.patience().toMillis(),
              TimeUnit.MILLISECONDS);
        });
  }

  /** A request that waits for a thread, until it has one or has waited too long. */
  private final class Place implements Runnable {
    private final HttpServerExchange exchange;
    private final HttpHandler handler;
    private final Consumer<HttpServerExchange> full;
    private final AtomicBoolean left = new AtomicBoolean();

    Place(HttpServerExchange exchange, HttpHandler handler, Consumer<HttpServerExchange> full) {
      this.exchange = exchange;
      this.handler = handler;
      this.full = full;
    }

    @Override
    public void run() {
      if (leave()) {
        StatementLimit.during(
            limits.statement(), () -> Connectors.executeRootHandler(handler, exchange));
      }
    }

    void giveUp() {
      if (leave()) {
        full.accept(exchange);
      }
    }

    private boolean leave() {
      boolean first = left.compareAndSet(false, true);
      if (first) {
        waiting.decrementAndGet();
      }
      return first;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package org.jitsuin.base.keys;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends what takes longer than it may, all with the same patience, looked at now and then by one
 * thread. {@link CompletableFuture#orTimeout} wakes a thread twice for each future, which costs as
 * much as a tenth of a P-256 signature.
 */
final class Deadlines<T> implements AutoCloseable {
  /** The part of the patience by which something may end after its deadline. */
  private static final int PART = 20;

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

  private final Duration patience;
  private final Duration pause;
  private final Queue<Watched<T>> begun = new ConcurrentLinkedQueue<>();
  private final Thread watcher;
  private volatile boolean closed;

  /**
   * @param name of the thread
   */
  Deadlines(Duration patience, String name) {
    this.patience = patience;
    Duration part = patience.dividedBy(PART);
    this.pause = part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
    this.watcher = Thread.ofPlatform().daemon().name(name).start(this::watch);
  }

  /**
   * @param until in nanoseconds of this machine
   */
  private record Watched<T>(CompletableFuture<T> future, long until) {
    private boolean endsAt(long now) {
      return future.isDone()
          || (until - now <= 0
              && future.completeExceptionally(new TimeoutException("not done in time")));
    }
  }

  /** A future that ends with a {@link TimeoutException} if nothing ended it before. */
  CompletableFuture<T> watched() {
    CompletableFuture<T> future = new CompletableFuture<>();
    begun.add(new Watched<>(future, System.nanoTime() + patience.toNanos()));
    if (closed) {
      endAll();
    }
    return future;
  }

  private void watch() {
    while (!closed) {
      look();
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private void look() {
    long now = System.nanoTime();
    try {
      begun.removeIf(watched -> watched.endsAt(now));
    } catch (RuntimeException | Error e) {
      // What hangs on a future failed, or memory is short: those that are left are looked at again,
      // since nobody else would ever end them.
    }
  }

  private void endAll() {
    begun.forEach(watched -> watched.future().cancel(false));
    begun.clear();
  }

  /** Cancels what is not done, and what comes later. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watcher);
    endAll();
  }
}

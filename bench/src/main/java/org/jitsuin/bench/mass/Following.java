package org.jitsuin.bench.mass;

import java.time.Duration;
import org.jitsuin.ocsp.status.StatusFollower;

/** A thread that follows the status feed as a responder does. */
final class Following implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Thread thread;
  private volatile boolean over;

  Following(StatusFollower follower) {
    this.thread = new Thread(() -> follow(follower), "status-follower");
  }

  void start() {
    thread.start();
  }

  private void follow(StatusFollower follower) {
    try {
      while (!over) {
        follower.run();
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it, and waits until it has ended unless the waiting thread is interrupted. */
  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.jitsuin.ca.store;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * Another node of the same database, which must show what the first has committed before anybody is
 * told, and before the log is signed over it: so the loss of one node loses nothing of which
 * anybody knows. Whether the two have an act is one number, the last one of the audit log.
 */
public final class SecondNode implements Acknowledgement {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final LongSupplier head;
  private final LongSupplier stopwatch;

  /** Of all who wait one asks, and the others see what it was told. */
  private final ReentrantLock asking = new ReentrantLock();

  private volatile long seen;

  /**
   * @param head asks the node for the number of the last entry that it has
   */
  public SecondNode(LongSupplier head) {
    this(head, System::nanoTime);
  }

  /**
   * @param stopwatch nanoseconds since whenever
   */
  SecondNode(LongSupplier head, LongSupplier stopwatch) {
    this.head = head;
    this.stopwatch = stopwatch;
  }

  @Override
  public void await(long entry) {
    long begin = stopwatch.getAsLong();
    while (!shows(entry)) {
      if (stopwatch.getAsLong() - begin > PATIENCE.toNanos()) {
        throw new Fault(
            FaultCode.DATABASE_UNAVAILABLE,
            "it is done, and a second node of the database does not show it yet");
      }
      pause();
    }
  }

  @Override
  public long shown(long last) {
    ask();
    return Math.min(last, seen);
  }

  private boolean shows(long entry) {
    if (seen < entry) {
      ask();
    }
    return seen >= entry;
  }

  private void ask() {
    if (asking.tryLock()) {
      try {
        seen = head.getAsLong();
      } catch (JdbiException _) {
        // It shows nothing new.
      } finally {
        asking.unlock();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.DATABASE_UNAVAILABLE, "told to stop while a second node was awaited");
    }
  }
}

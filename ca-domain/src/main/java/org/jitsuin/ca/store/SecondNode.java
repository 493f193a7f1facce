package org.jitsuin.ca.store;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * Another node of the same database, which must show what the first has committed before anybody is
 * told, and before the log is signed over it: so the loss of one node loses nothing of which
 * anybody knows. Whether the two have an act is one number, the last one of the audit log. That
 * they are two, their names tell: the first is the one at which this very act was committed, since
 * which one is written to may have changed a moment ago.
 */
public final class SecondNode implements Acknowledgement {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final Function<String, Committed> head;
  private final LongSupplier stopwatch;

  /** Of all who wait one asks, and the others see what it was told. */
  private final ReentrantLock asking = new ReentrantLock();

  private volatile Committed seen = Committed.NOTHING;

  /**
   * @param head asks it for the last entry that it has, given the name of the node that it must not
   *     be
   */
  public SecondNode(Function<String, Committed> head) {
    this(head, System::nanoTime);
  }

  /**
   * @param stopwatch nanoseconds since whenever
   */
  SecondNode(Function<String, Committed> head, LongSupplier stopwatch) {
    this.head = head;
    this.stopwatch = stopwatch;
  }

  @Override
  public void await(Committed entry) {
    if (entry.entry() == 0) {
      return;
    }
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
  public long shown(Committed last) {
    ask(last.node());
    Committed told = seen;
    return told.isBeside(last.node()) ? Math.min(last.entry(), told.entry()) : 0;
  }

  private boolean shows(Committed entry) {
    if (!entry.isShownBy(seen)) {
      ask(entry.node());
    }
    return entry.isShownBy(seen);
  }

  private void ask(String writer) {
    if (asking.tryLock()) {
      try {
        seen = head.apply(writer);
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

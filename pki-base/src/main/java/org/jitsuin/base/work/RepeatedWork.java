package org.jitsuin.base.work;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Work that is repeated whatever happens: the outermost handler of a thread or a schedule, which
 * anything thrown that escapes, an {@link OutOfMemoryError} too, would end for good and without a
 * word. A kind of failure is told once, and so is its end. Not for several threads at a time, but
 * for {@link #sinceLastRound()}.
 */
public final class RepeatedWork implements Runnable {
  private final Runnable work;
  private final Report report;
  private final LongSupplier nanoTime;
  private final Trouble trouble = new Trouble();
  private volatile long lastRound;

  /** A report of how the work goes, called by the thread that does it. */
  public interface Report {
    /** Reports that a round failed, and in this way for the first time since it worked. */
    void failed(Throwable failure);

    /**
     * Reports that a round worked, after some that did not.
     *
     * @param failures how many those were
     */
    void recovered(long failures);
  }

  /** A part of other work, whose rounds are watched there. */
  public RepeatedWork(Runnable work, Report report) {
    this(work, report, System::nanoTime);
  }

  RepeatedWork(Runnable work, Report report, LongSupplier nanoTime) {
    this.work = work;
    this.report = report;
    this.nanoTime = nanoTime;
    this.lastRound = nanoTime.getAsLong();
  }

  /** Runs one round; it throws nothing. */
  @Override
  public void run() {
    try {
      work.run();
      trouble.worked(report::recovered);
    } catch (Throwable e) {
      failed(e);
    } finally {
      lastRound = nanoTime.getAsLong();
    }
  }

  private void failed(Throwable failure) {
    try {
      if (Thread.currentThread().isInterrupted()) {
        // Work that is being stopped fails, and nobody need know.
        trouble.failed("stopped", () -> {});
      } else {
        trouble.failed(failure, report::failed);
      }
    } catch (Throwable e) {
      // Without memory even telling may fail; the count goes on, and so does the work.
    }
  }

  /** Returns the time since the last round ended, well or not, or since the work was created. */
  Duration sinceLastRound() {
    return Duration.ofNanos(nanoTime.getAsLong() - lastRound);
  }
}

package org.jitsuin.base.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads of repeated work, one for each, so that a database, a token or a disk that one of
 * them waits for holds up none of the others. Work is begun and ended by one thread.
 */
public final class BackgroundThreads implements AutoCloseable {
  private final ThreadFactory factory;
  private final List<ScheduledExecutorService> threads = new ArrayList<>();

  /**
   * @param factory such as the container's
   */
  public BackgroundThreads(ThreadFactory factory) {
    this.factory = factory;
  }

  /**
   * Begins work; it is repeated until {@link #close}.
   *
   * @param before how long the first round waits
   * @param pause between the end of a round and the next
   */
  public void begin(RepeatedWork work, Duration before, Duration pause) {
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(factory);
    threads.add(thread);
    // It throws nothing, so nothing is to be learnt from its future.
    var _ =
        thread.scheduleWithFixedDelay(
            work, before.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Interrupts rounds that are under way, and begins no more; does not wait for their end. */
  @Override
  public void close() {
    threads.forEach(ScheduledExecutorService::shutdownNow);
  }
}

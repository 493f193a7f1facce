package org.jitsuin.cluster.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Everybody who asks the servers at once, at a pace that two processors bear. */
final class Load implements AutoCloseable {
  private static final int CLERKS = 4;
  private static final int BETWEEN_LIVES = 300;
  private static final int BETWEEN_STATUSES = 120;
  private static final int BETWEEN_READINGS = 800;

  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicLong lives = new AtomicLong();
  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private final List<Thread> clerks = new ArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private final AtomicBoolean readersEnded = new AtomicBoolean();

  /**
   * Begins.
   *
   * @param watch looks at the databases
   * @param prefix of the names of residents, used once
   */
  Load(Life life, Reader reader, Consumer<RandomGenerator> watch, String prefix, long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < CLERKS; i++) {
      // Half of them at each server, so that who waits for a dead one does not keep others silent.
      int near = i;
      clerks.add(
          start(
              ended,
              seeds.split(),
              BETWEEN_LIVES,
              random -> life.live(prefix + "-" + lives.incrementAndGet(), near, random)));
    }
    readers.add(start(readersEnded, seeds.split(), BETWEEN_STATUSES, reader::askStatus));
    readers.add(start(readersEnded, seeds.split(), BETWEEN_STATUSES, reader::askStatus));
    readers.add(start(readersEnded, seeds.split(), BETWEEN_READINGS, reader::fetchCrl));
    readers.add(
        start(readersEnded, seeds.split(), BETWEEN_READINGS, _ -> reader.fetchCheckpoints()));
    readers.add(start(readersEnded, seeds.split(), BETWEEN_READINGS, watch));
  }

  private Thread start(
      AtomicBoolean end, SplittableRandom random, int pause, Consumer<RandomGenerator> work) {
    return Thread.ofPlatform()
        .daemon()
        // Whatever it is: with one less who asks, less is seen than is told.
        .uncaughtExceptionHandler((_, e) -> fault.compareAndSet(null, e))
        .start(() -> {
          while (!end.get()) {
            work.accept(random);
            Office.pause(pause);
          }
        });
  }

  /** Lets nobody begin anything new, and waits until each has learned what became of his. */
  void endActs() {
    ended.set(true);
    clerks.forEach(Load::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends all of it; throws what made one of them stop. */
  @Override
  public void close() {
    ended.set(true);
    readersEnded.set(true);
    clerks.forEach(Load::join);
    readers.forEach(Load::join);
    if (fault.get() != null) {
      throw new IllegalStateException("one of those who ask came to an end", fault.get());
    }
  }
}

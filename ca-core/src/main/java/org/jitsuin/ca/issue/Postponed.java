package org.jitsuin.ca.issue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jitsuin.ca.store.PendingIntent;

/**
 * Intents of this server with which nobody goes on, and which could not be given up when that was
 * known: the database was not there. Some may never have been recorded, since the connection was
 * lost while they were; what was recorded may show a moment late at another node of a cluster. So
 * each is looked for again for a while. What is forgotten here is given up when it is overdue.
 */
final class Postponed {
  /** How long one that is not found is looked for. */
  static final Duration KEPT = Duration.ofMinutes(2);

  private static final int MOST = 10_000;

  private final LongSupplier stopwatch;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST);

  /**
   * @param stopwatch nanoseconds since whenever
   */
  Postponed(LongSupplier stopwatch) {
    this.stopwatch = stopwatch;
  }

  private record Waiting(PendingIntent intent, long since) {}

  /** Takes some; from ten thousand on none. */
  void add(List<PendingIntent> intents) {
    intents.forEach(this::add);
  }

  private void add(PendingIntent intent) {
    boolean _ = waiting.offer(new Waiting(intent, stopwatch.getAsLong()));
  }

  /**
   * Gives up what there is. Where that fails, the rest waits for the next time.
   *
   * @param giveUp returns whether it was pending, and is not any more
   * @return how many were
   */
  int giveUp(Predicate<PendingIntent> giveUp) {
    int abandoned = 0;
    for (int left = waiting.size(); left > 0; left--) {
      Waiting one = waiting.remove();
      boolean over = false;
      boolean asked = false;
      try {
        over = giveUp.test(one.intent());
        asked = true;
      } finally {
        if (!asked) {
          add(one.intent());
        }
      }
      if (over) {
        abandoned++;
      } else if (stopwatch.getAsLong() - one.since() < KEPT.toNanos()) {
        boolean _ = waiting.offer(one);
      }
    }
    return abandoned;
  }
}

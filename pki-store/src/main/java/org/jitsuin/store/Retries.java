package org.jitsuin.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.JdbiException;
import org.jitsuin.base.work.Backoff;

/**
 * The tries at one transaction. Between two of them passes a time that nobody can foresee, so that
 * those who were in each other's way do not meet again.
 */
public final class Retries {
  private static final int TRIES = 8;

  /** The tries at a row that somebody else may have written just now: it is found at the next. */
  private static final int TRIES_OF_DUPLICATES = 4;

  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(5), Duration.ofMillis(200));

  /** After this time nothing is tried again: whoever asked would wait no longer. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final long begin = System.nanoTime();
  private int failures;

  /** None so far; the time begins to run. */
  public Retries() {}

  /**
   * Waits where it is worth another try.
   *
   * @return whether it is
   */
  public boolean another(JdbiException thrown) {
    failures++;
    if (!DatabaseFailure.isWorthAnotherTry(thrown)
        || System.nanoTime() - begin > LONGEST.toNanos()) {
      return false;
    }
    boolean conflict = DatabaseFailure.of(thrown) == DatabaseFailure.CONFLICT;
    return conflict ? failures < TRIES && pause() : failures < TRIES_OF_DUPLICATES;
  }

  private boolean pause() {
    long longest = PAUSES.after(failures).toMillis();
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
      return true;
    } catch (InterruptedException e) {
      // Who was told to stop does not try again.
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

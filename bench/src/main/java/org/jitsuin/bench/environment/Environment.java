package org.jitsuin.bench.environment;

import java.time.Duration;
import java.util.Locale;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.measure.Progress;
import org.jitsuin.installation.setup.PrivateDatabase.Size;

/**
 * The things that a benchmark is given.
 *
 * @param certificates how many certificates the database holds before the load begins
 * @param duration how long the load that counts is on
 */
public record Environment(
    PrivateStack stack,
    Population population,
    Progress progress,
    long certificates,
    Duration duration) {
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(20);

  /**
   * The least number of certificates with which something is measured; with fewer it is only tried.
   */
  private static final long LEAST_MEASURED = 1_000;

  /** A new installation in that directory. */
  public static Environment set(
      WorkDirectory workDirectory, Progress progress, long certificates, Duration duration) {
    progress.begin("private MariaDB, SoftHSM tokens, key ceremony");
    Size size = certificates < LEAST_MEASURED ? Size.SMALL : Size.ofThisMachine();
    PrivateStack stack = PrivateStack.start(workDirectory, size);
    progress.done(stack.databaseVersion() + " in " + workDirectory.directory());
    Population population = new Population(stack.admin(), Clocks.system().instant());
    return new Environment(stack, population, progress, certificates, duration);
  }

  /** Puts the certificates into the database; before anything else. */
  public void fill() {
    progress.begin(
        String.format(Locale.ROOT, "put %,d certificates into the database", certificates));
    population.fill(certificates);
    stack.settle();
    progress.done("done");
  }

  /** Returns how long a load is on that only warms up. */
  public Duration warmUp() {
    return duration.compareTo(LONGEST_WARM_UP) < 0 ? duration : LONGEST_WARM_UP;
  }
}

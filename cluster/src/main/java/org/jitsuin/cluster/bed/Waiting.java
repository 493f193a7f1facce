package org.jitsuin.cluster.bed;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jitsuin.installation.setup.SetupFailure;

/** Waits for something that somebody else does. */
final class Waiting {
  private static final Duration STEP = Duration.ofMillis(250);

  private Waiting() {}

  /**
   * Waits until it is so.
   *
   * @param hopeless whether it cannot become so any more
   * @param complaint what is said where it did not
   * @throws SetupFailure if it did not become so in time
   */
  static void until(
      Duration patience,
      BooleanSupplier wanted,
      BooleanSupplier hopeless,
      Supplier<String> complaint) {
    long end = System.nanoTime() + patience.toNanos();
    while (!wanted.getAsBoolean()) {
      if (hopeless.getAsBoolean() || System.nanoTime() - end > 0) {
        throw new SetupFailure(complaint.get());
      }
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SetupFailure("interrupted: " + complaint.get(), e);
      }
    }
  }
}

package org.jitsuin.bench.environment;

import java.nio.file.Path;
import java.time.Duration;
import org.jitsuin.bench.measure.Progress;

/** A small stage, one for all tests of this JVM, where the build tells SoftHSM to look. */
public final class SharedStage {
  private static Environment stage;

  private SharedStage() {}

  /** Set at first use; its database ends with the JVM. */
  public static synchronized Environment stage() {
    if (stage == null) {
      Path directory = Path.of(System.getenv("SOFTHSM2_CONF")).getParent().getParent();
      stage =
          Environment.set(
              WorkDirectory.take(directory), Progress.silent(), 200, Duration.ofMillis(300));
    }
    return stage;
  }
}

package org.jitsuin.cluster.bed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A bed that another process makes, which is told to end while it does. */
@Tag("stack")
class PassingBedTest {
  /** Of one database. */
  private static final long MEMORY = 1_000;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path DIRECTORY = Path.of("target", "passing-bed");
  private static final Path LOGS = Path.of("target", "passing-bed-logs");

  private static Bed bed() {
    return new Bed(new BedPlace(DIRECTORY), List.of(), (_, _) -> {});
  }

  /** The other process. */
  static final class Maker {
    private Maker() {}

    public static void main(String[] arguments) {
      System.exit(new PassingBed(bed(), LOGS).use(bed -> bed.upDatabase(MEMORY), _ -> 0));
    }
  }

  @Test
  void use_toldToEndWhileItIsMade_takesItAwayAndKeepsItsLogs()
      throws IOException, InterruptedException {
    Optional<String> missing = Requirements.missing(MEMORY);
    assumeTrue(missing.isEmpty(), () -> "left out: " + missing.orElseThrow());
    Process maker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Maker.class.getName())
            .inheritIO()
            .start();
    Bed bed = bed();
    Machine first = bed.databases().getFirst().machine();
    Waiting.until(
        PATIENCE,
        () -> first.process(DatabaseNode.PROCESS).isPresent(),
        () -> !maker.isAlive(),
        () -> "no database was started");

    maker.destroy();

    assertThat(maker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(bed.exists()).isFalse();
    assertThat(LOGS.resolve("db-1/mariadbd.log")).exists();
  }
}

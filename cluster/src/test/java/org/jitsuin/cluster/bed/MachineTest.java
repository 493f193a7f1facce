package org.jitsuin.cluster.bed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes of a machine, where namespaces can be made; otherwise it is left out. */
@Tag("stack")
class MachineTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String FAMILY = "family";

  @TempDir private static Path directory;
  private static BedPlace place;
  private static Network network;

  @BeforeAll
  static void make() throws IOException {
    Optional<String> missing = Requirements.missing(0);
    assumeTrue(missing.isEmpty(), () -> "left out: " + missing.orElseThrow());
    place = new BedPlace(directory);
    network = new Network(place);
    network.make();
    Files.createDirectories(place.run());
  }

  @AfterAll
  static void remove() {
    if (network != null) {
      network.remove();
      BedFiles.delete(place.run());
      assertThat(network.machines()).isEmpty();
    }
  }

  @AfterEach
  void endFamilies() {
    network.machines().forEach(Machine::killAll);
  }

  /** Three processes, of which one stands still. */
  private Machine withFamily(String name) {
    Machine machine = new Machine(place, name);
    machine.start(
        FAMILY,
        List.of("/bin/sh", "-c", "sleep 600 & sleep 600 & kill -STOP $!; wait"),
        Map.of(),
        directory.resolve(name + ".log"));
    Waiting.until(
        PATIENCE, () -> machine.numbers().size() == 3, () -> false, () -> "no family is there");
    return machine;
  }

  @Test
  void killAll_machine_endsItsProcessesAlone() throws IOException {
    Machine machine = withFamily(Network.CLIENT);
    Machine other = withFamily("app-1");
    List<Long> others = other.numbers();
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      machine.killAll();

      assertThat(machine.numbers()).isEmpty();
      assertThat(machine.process(FAMILY)).isEmpty();
      assertThat(other.numbers()).isEqualTo(others);
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  /** The number in the file is somebody else's now. */
  @Test
  void process_numberThatWentToAnother_isNone() throws IOException {
    Machine machine = withFamily(Network.CLIENT);
    Path number = place.run().resolve(Network.CLIENT + "." + FAMILY + ".pid");
    assertThat(machine.process(FAMILY)).isPresent();

    Files.writeString(number, Long.toString(ProcessHandle.current().pid()));

    assertThat(machine.process(FAMILY)).isEmpty();
  }

  @Test
  void start_whatRuns_isLeft() {
    Machine machine = withFamily(Network.CLIENT);
    List<Long> before = machine.numbers();

    assertThat(withFamily(Network.CLIENT).numbers()).isEqualTo(before);
  }
}

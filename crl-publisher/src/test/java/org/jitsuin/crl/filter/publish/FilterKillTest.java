package org.jitsuin.crl.filter.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.crl.publish.PublishingProcess;
import org.jitsuin.filter.Head;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that publishes filters again and again is killed (kill -9) while it does. */
@Tag("stack")
class FilterKillTest {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir private Path home;
  private Path directory;
  private FilterStage stage;
  private List<Serial> serials;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    directory = Files.createDirectory(home.resolve("crl"));
    Instant now = FilterStage.now(ChronoUnit.SECONDS);
    stage = new FilterStage(directory, now);
    serials = stage.issue(500, now.minus(Duration.ofDays(120)), Duration.ofDays(119));
    stage.certifyKeys();
    // Where the machine is so slow that the lease is lost meanwhile, it is tried again.
    for (int i = 0; i < 100 && !Files.exists(stage.places().head(Authority.SIGNATURE)); i++) {
      stage.run();
      Thread.sleep(100);
      // A key that was just made is looked for anew after a while.
      stage.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(stage.line().health().troubles()).isEmpty();
    assertThat(stage.places().head(Authority.SIGNATURE)).exists();
    assertThat(stage.wrong()).isEmpty();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private boolean anyFile(String part) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.anyMatch(file -> file.getFileName().toString().contains(part));
    } catch (IOException | UncheckedIOException e) {
      // One that was listed has just been renamed.
      return false;
    }
  }

  private boolean isRight() throws IOException {
    return stage.wrong().isEmpty();
  }

  /** Whatever it was about to do: what is handed out is whole, and is right afterwards. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.draft",
        "base.draft",
        ".base",
        ".delta.draft",
        ".delta",
        "2.head",
        "head.draft"
      })
  void kill_whileItPublishes_leavesWhatIsWhole_andTheNextGoesOn(String file) throws Exception {
    Head before = stage.head();
    stage.close();
    stage.revoke(serials.get(7));
    stage.hold(serials.get(8));
    // Another base is due, or a delta, as it comes.
    stage.clock.advance(Duration.ofHours(file.contains("base") ? 25 : 1));
    stage.beat();
    Process process =
        PublishingProcess.startFilters(
            directory, FilterStage.settings(directory), stage.clock.instant());
    try {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (stage.head().number() == before.number() && !anyFile(file)) {
        assertThat(process.isAlive() && System.nanoTime() < end).isTrue();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(stage.head().number()).isGreaterThanOrEqualTo(before.number());
    assertThat(stage.opened().authority()).isEqualTo("signature");

    stage.start();
    stage.clock.advance(Duration.ofDays(2));
    // Until the lease of the process that was killed is over.
    for (int i = 0; i < 200 && (stage.head().number() <= before.number() || !isRight()); i++) {
      Thread.sleep(100);
      stage.run();
    }
    assertThat(stage.trouble()).isEmpty();
    assertThat(stage.head().number()).isGreaterThan(before.number());
    assertThat(stage.wrong()).isEmpty();
  }
}

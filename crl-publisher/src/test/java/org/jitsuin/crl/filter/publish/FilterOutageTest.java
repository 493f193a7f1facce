package org.jitsuin.crl.filter.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jitsuin.base.model.Serial;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.filter.Head;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status filters where the database is gone, and where two servers publish them. */
@Tag("stack")
class FilterOutageTest {
  private static final Duration EVERY = Duration.ofMinutes(15);

  @TempDir private Path directory;
  private FilterStage stage;
  private List<Serial> serials;

  @BeforeEach
  void start() {
    Instant now = FilterStage.now(ChronoUnit.SECONDS);
    stage = new FilterStage(directory, now);
    serials = stage.issue(200, now.minus(Duration.ofDays(60)), Duration.ofDays(59));
    stage.certifyKeys();
    stage.run();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  /** What was handed out stays, and nothing is made of what cannot be read. */
  @Test
  void run_databaseGone_handsOutWhatWas_andGoesOnWhenItIsThere() throws IOException {
    Head before = stage.head();
    stage.revoke(serials.get(1));
    stage.clock.advance(EVERY);
    stage.beat();
    TestStack.shared().database().stop();
    try {
      stage.line().run();
      assertThat(stage.head()).isEqualTo(before);
      assertThat(stage.line().health().troubles().values())
          .anyMatch(reason -> reason.startsWith("DATABASE_UNAVAILABLE"));
    } finally {
      TestStack.shared().database().start();
      new StatusRows().reconnect();
    }
    runUntilNewerThan(before);
    assertThat(stage.wrong()).isEmpty();
    assertThat(stage.line().health().troubles()).isEmpty();
  }

  private void runUntilNewerThan(Head before) throws IOException {
    for (int i = 0; i < 20 && stage.head().number() <= before.number(); i++) {
      stage.run();
    }
    assertThat(stage.head().number()).isGreaterThan(before.number());
  }

  @Test
  void run_twoServers_oneOfThemPublishes_andTheOtherTakesOver() throws IOException {
    FilterLine other = stage.another("other");
    stage.revoke(serials.get(1));
    stage.clock.advance(EVERY);
    stage.beat();
    other.run();
    assertThat(stage.head().number()).isEqualTo(1);
    stage.line().run();
    assertThat(stage.head().number()).isEqualTo(2);

    stage.line().close();
    stage.revoke(serials.get(2));
    stage.clock.advance(EVERY);
    stage.beat();
    other.run();
    assertThat(stage.head().number()).isEqualTo(3);
    assertThat(stage.wrong()).isEmpty();

    stage.clock.advance(EVERY);
    stage.beat();
    stage.line().run();
    assertThat(stage.head().number()).isEqualTo(3);
    other.close();
  }
}

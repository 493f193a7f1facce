package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.plan.ChangeTracker;
import org.jitsuin.crl.plan.CrlPolicy;
import org.jitsuin.crl.plan.DueReason;
import org.jitsuin.crl.plan.Schedule;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.testing.TestPki;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;

/** A partition that has no CRL yet, and is due whenever it may be tried. */
class PlannerTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05Z");

  private final SettableClock clock = new SettableClock(NOW);
  private final PublishedPartition partition =
      new PublishedPartition(
          new TestPki(SignatureScheme.ECDSA_P256_SHA256, NOW).partition(),
          Optional.empty(),
          Optional.empty());
  private final CrlSnapshot snapshot = new CrlSnapshot(List.of(), List.of(), List.of(partition));
  private final Planner planner =
      new Planner(
          new Schedule(CrlPolicy.read(new Settings(_ -> Optional.empty()))),
          // It knows of no change, so the database is not asked.
          new ChangeTracker(new StatusDatabase(new MariaDbDataSource())),
          clock);

  private boolean isPlanned() {
    return planner.next(snapshot).equals(List.of(new Due(partition, DueReason.NOT_CURRENT)));
  }

  @Test
  void next_failedAgainAndAgain_restsTwiceAsLongUpToAMinute() {
    for (long seconds : List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 64L)) {
      assertThat(isPlanned()).isTrue();
      planner.failed(partition);
      clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(planner.next(snapshot)).as("%d seconds", seconds).isEmpty();
      clock.advance(Duration.ofMillis(1));
    }
  }

  @Test
  void next_clockWasSetBackSinceItFailed_isTriedAtOnce() {
    planner.failed(partition);
    assertThat(isPlanned()).isFalse();
    clock.advance(Duration.ofHours(-1));
    assertThat(isPlanned()).isTrue();
  }

  @Test
  void next_succeededOrForgotten_failsAsForTheFirstTime() {
    planner.failed(partition);
    planner.failed(partition);
    planner.succeeded(partition);
    assertThat(isPlanned()).isTrue();
    planner.failed(partition);
    clock.advance(Duration.ofSeconds(1));
    assertThat(isPlanned()).isTrue();
    planner.failed(partition);
    planner.forget();
    assertThat(isPlanned()).isTrue();
  }
}

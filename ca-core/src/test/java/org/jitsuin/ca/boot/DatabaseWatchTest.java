package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.ConnectionFactory;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.testing.SettableClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class DatabaseWatchTest {
  private final SettableClock clock = new SettableClock(Clocks.system().instant());

  /** Connections of a database that does something first. */
  private static ConnectionFactory before(Callable<Void> first) {
    return () -> {
      try {
        first.call();
      } catch (SQLException e) {
        throw e;
      } catch (Exception e) {
        throw new SQLException(e);
      }
      return TestStack.shared().dataSource("ca").getConnection();
    };
  }

  @Test
  void silentSince_databaseAnswers_isEmpty() {
    DatabaseWatch watch = new DatabaseWatch(before(() -> null), clock);
    assertThat(watch.silentSince()).isEmpty();
    watch.run();
    assertThat(watch.silentSince()).isEmpty();
  }

  @Test
  void silentSince_databaseRefuses_isWhenItFirstDidUntilItAnswersAgain() {
    boolean[] away = {true};
    DatabaseWatch watch =
        new DatabaseWatch(
            before(() -> {
              if (away[0]) {
                throw new SQLException("away");
              }
              return null;
            }),
            clock);
    Instant begin = clock.instant();
    watch.run();
    clock.advance(Duration.ofSeconds(1));
    watch.run();
    assertThat(watch.silentSince()).contains(begin);
    away[0] = false;
    watch.run();
    assertThat(watch.silentSince()).isEmpty();
  }

  /** It is known before anybody has given up waiting. */
  @Test
  void silentSince_databaseSaysNothing_isKnownAfterThreeSeconds() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    DatabaseWatch watch =
        new DatabaseWatch(
            before(() -> {
              asked.countDown();
              answers.await();
              return null;
            }),
            clock);
    Instant begin = clock.instant();
    CompletableFuture<Void> round = CompletableFuture.runAsync(watch);
    asked.await();
    clock.advance(Duration.ofSeconds(3));
    assertThat(watch.silentSince()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(watch.silentSince()).contains(begin);
    answers.countDown();
    round.get();
    assertThat(watch.silentSince()).isEmpty();
  }
}

package org.jitsuin.base.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.readiness.Readiness;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private static final Duration PAUSE = Duration.ofMinutes(2);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
  private final Heartbeats heartbeats = new Heartbeats(nanos::get);
  private final List<String> said = new ArrayList<>();
  private final Deque<Throwable> failures = new ArrayDeque<>();
  private int rounds;

  private final RepeatedWork.Report report =
      new RepeatedWork.Report() {
        @Override
        public void failed(Throwable failure) {
          said.add(failure.getClass().getSimpleName());
        }

        @Override
        public void recovered(long count) {
          said.add("recovered after " + count);
        }
      };

  private void work() {
    rounds++;
    if (!failures.isEmpty()) {
      HeartbeatsTest.<RuntimeException>throwAny(failures.pop());
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwAny(Throwable failure) throws T {
    throw (T) failure;
  }

  private RepeatedWork loop() {
    return heartbeats.every(PAUSE, "Loop", this::work, report);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void run_errorIsThrown_toldAndRunAgain() {
    failures.add(new OutOfMemoryError("for a test"));
    RepeatedWork loop = loop();

    loop.run();
    loop.run();

    assertThat(rounds).isEqualTo(2);
    assertThat(said).containsExactly("OutOfMemoryError", "recovered after 1");
  }

  @Test
  void run_sameFailureAgainAndAgain_toldOnceThenCounted() {
    failures.add(new Fault(FaultCode.DATABASE_UNAVAILABLE, "gone"));
    failures.add(new Fault(FaultCode.DATABASE_UNAVAILABLE, "gone"));
    failures.add(new StackOverflowError());
    failures.add(new StackOverflowError());
    RepeatedWork loop = loop();

    for (int round = 0; round < 6; round++) {
      loop.run();
    }

    assertThat(said).containsExactly("Fault", "StackOverflowError", "recovered after 4");
  }

  @Test
  void run_tellingFailsToo_runAgainAndToldThen() {
    failures.add(new OutOfMemoryError());
    failures.add(new OutOfMemoryError());
    Deque<Error> telling = new ArrayDeque<>(List.of(new OutOfMemoryError("while telling")));
    RepeatedWork loop =
        heartbeats.every(
            PAUSE,
            "Loop",
            this::work,
            new RepeatedWork.Report() {
              @Override
              public void failed(Throwable failure) {
                if (!telling.isEmpty()) {
                  throw telling.pop();
                }
                report.failed(failure);
              }

              @Override
              public void recovered(long count) {
                report.recovered(count);
              }
            });

    loop.run();
    loop.run();
    loop.run();

    assertThat(said).containsExactly("OutOfMemoryError", "recovered after 2");
  }

  @Test
  void run_threadIsBeingStopped_nothingIsSaid() {
    failures.add(new Fault(FaultCode.DATABASE_UNAVAILABLE, "interrupted"));
    Thread.currentThread().interrupt();

    loop().run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(said).isEmpty();
  }

  @Test
  void problem_roundIsOlderThanTenPauses_namedUntilItComesRound() {
    RepeatedWork loop = loop();
    loop.run();

    pass(PAUSE.multipliedBy(10));
    assertThat(heartbeats.problem()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(heartbeats.problem()).hasValue("background work is stuck: Loop (1201 s)");

    // A failure is not a standstill: it has been told, and the next round may work.
    failures.add(new OutOfMemoryError());
    loop.run();
    assertThat(heartbeats.problem()).isEmpty();
  }

  @Test
  void problem_neverRun_namedAfterItsPatience() {
    heartbeats.every(Duration.ofMillis(20), "Fast", this::work, report);
    heartbeats.within(Duration.ofHours(6), "Slow", this::work, report);

    pass(Duration.ofMinutes(5));
    assertThat(heartbeats.problem()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(heartbeats.problem()).get().asString().contains("Fast").doesNotContain("Slow");
    pass(Duration.ofHours(6));
    assertThat(heartbeats.problem()).get().asString().contains("Fast").contains("Slow");
  }

  @Test
  void confirm_somethingStandsStill_notReadyWithBothReasons() {
    Readiness ready = new Readiness(true, Map.of("partitions", "4", "reason", "one fails"));
    loop();
    assertThat(heartbeats.confirm(ready)).isEqualTo(ready);

    pass(PAUSE.multipliedBy(11));

    assertThat(heartbeats.confirm(ready))
        .isEqualTo(
            new Readiness(
                false,
                Map.of(
                    "partitions",
                    "4",
                    "reason",
                    "one fails; background work is stuck: Loop (1320 s)")));
  }
}

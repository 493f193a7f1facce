package org.jitsuin.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void on_stockThatEnds_doesEachPieceOnceAndEndsBeforeItsTime() throws InterruptedException {
    List<Integer> pieces = IntStream.range(0, 1_000).boxed().toList();
    Collection<Integer> done = new ConcurrentLinkedQueue<>();

    Load.Seen seen =
        new Load(4, LONG)
            .on(
                WorkSource.of(pieces),
                piece -> {
                  done.add(piece);
                  return 2;
                });

    assertThat(done).containsExactlyInAnyOrderElementsOf(pieces);
    // The last ones may be acknowledged just after another caller found nothing left.
    assertThat(seen.done()).isBetween(2 * 990L, 2 * 1_000L);
    assertThat((long) seen.latencies().count() * 2).isEqualTo(seen.done());
    assertThat(seen.seconds()).isPositive().isNotEqualTo(60.0);
  }

  @Test
  void on_severalCallers_actsAtTheSameTime() throws InterruptedException {
    CyclicBarrier all = new CyclicBarrier(3);

    Load.Seen seen =
        new Load(3, LONG)
            .on(
                WorkSource.of(List.of(1, 2, 3, 4, 5, 6)),
                _ -> {
                  try {
                    all.await(30, TimeUnit.SECONDS);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                  return 1;
                });

    assertThat(seen.done()).isPositive();
  }

  @Test
  void on_endlessStock_endsWithItsTime() throws InterruptedException {
    Load.Seen seen = new Load(2, Duration.ofMillis(50)).on(WorkSource.endless("piece"), _ -> 1);

    assertThat(seen.seconds()).isEqualTo(0.05);
    assertThat(seen.rate()).isEqualTo(seen.done() / 0.05);
  }

  @Test
  void on_actLongerThanTheTime_isMeasuredAllTheSame() throws InterruptedException {
    Load.Seen seen = new Load(1, Duration.ZERO).on(WorkSource.of(List.of("piece")), _ -> 1);

    assertThat(seen.done()).isEqualTo(1);
    assertThat(seen.seconds()).isPositive();
  }

  @Test
  void on_failingAct_failsAsAWhole() {
    Load load = new Load(2, LONG);

    assertThatIllegalStateException()
        .isThrownBy(() ->
            load.on(
                WorkSource.endless("piece"),
                _ -> {
                  throw new IllegalArgumentException("refused");
                }))
        .withMessage("an act failed: refused")
        .withCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void on_emptyStock_measuresNothing() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Load(2, LONG).on(WorkSource.of(List.of()), _ -> 1))
        .withMessage("there was nothing to do");
  }
}

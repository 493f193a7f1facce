package org.jitsuin.ca.brake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant BEGIN = Instant.parse("2025-10-27T01:00:00Z");
  private static final Pace PACE = new Pace(3, Duration.ofSeconds(10));

  @Test
  void pause_burst_passesAndTheNextWaitsForAnInterval() {
    Instant fullAt = Instant.EPOCH;
    for (int i = 0; i < 3; i++) {
      assertThat(PACE.pause(fullAt, BEGIN)).isZero();
      fullAt = PACE.after(fullAt, BEGIN);
    }
    assertThat(PACE.pause(fullAt, BEGIN)).isEqualTo(Duration.ofSeconds(10));
    assertThat(PACE.pause(fullAt, BEGIN.plusSeconds(4))).isEqualTo(Duration.ofSeconds(6));
    assertThat(PACE.pause(fullAt, BEGIN.plusSeconds(10))).isZero();
    fullAt = PACE.after(fullAt, BEGIN.plusSeconds(10));
    assertThat(PACE.pause(fullAt, BEGIN.plusSeconds(10))).isEqualTo(Duration.ofSeconds(10));
    // The whole burst is there again after as many intervals.
    assertThat(PACE.pause(fullAt, BEGIN.plusSeconds(40))).isZero();
  }

  /** A day that the clock was ahead does not make anybody wait for a day. */
  @Test
  void pause_clockSetBack_isNeverLongerThanTheInterval() {
    Instant fullAt = PACE.after(Instant.EPOCH, BEGIN.plus(Duration.ofDays(1)));
    assertThat(PACE.pause(fullAt, BEGIN)).isEqualTo(Duration.ofSeconds(10));
    assertThat(PACE.after(fullAt, BEGIN)).isBeforeOrEqualTo(BEGIN.plusSeconds(40));
  }

  /** Whenever it is asked: no more in any time than the burst and what that time gives. */
  @Property(tries = 300)
  void pause_anySequence_letsPassNoMoreThanThePace(
      @ForAll @Size(max = 200) List<@IntRange(max = 8_000) Integer> gaps,
      @ForAll @IntRange(min = 1, max = 9) int burst) {
    Pace pace = new Pace(burst, Duration.ofSeconds(5));
    List<Instant> passed = new ArrayList<>();
    Instant now = BEGIN;
    Instant fullAt = Instant.EPOCH;
    for (int gap : gaps) {
      now = now.plusMillis(gap);
      Duration pause = pace.pause(fullAt, now);
      assertThat(pause).isBetween(Duration.ZERO, pace.interval());
      if (pause.isZero()) {
        fullAt = pace.after(fullAt, now);
        passed.add(now);
      }
    }
    for (int from = 0; from < passed.size(); from++) {
      for (int to = from; to < passed.size(); to++) {
        long intervals =
            Duration.between(passed.get(from), passed.get(to)).dividedBy(pace.interval());
        assertThat(to - from + 1L).isLessThanOrEqualTo(burst + intervals);
      }
    }
  }

  /** Who waits as told is let through, whoever was refused meanwhile. */
  @Property(tries = 300)
  void pause_waitedFor_lets(@ForAll @Size(max = 50) List<@IntRange(max = 8_000) Integer> gaps) {
    Instant now = BEGIN;
    Instant fullAt = Instant.EPOCH;
    for (int gap : gaps) {
      now = now.plusMillis(gap).plus(PACE.pause(fullAt, now.plusMillis(gap)));
      assertThat(PACE.pause(fullAt, now)).isZero();
      fullAt = PACE.after(fullAt, now);
    }
  }
}

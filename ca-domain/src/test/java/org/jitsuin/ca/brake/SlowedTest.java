package org.jitsuin.ca.brake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlowedTest {
  private static final Instant BEGIN = Instant.parse("2025-10-27T01:00:00Z");

  private static Slowed every(Duration step, Duration until) {
    Slowed slowed = Slowed.begun(BEGIN);
    for (Instant now = BEGIN.plus(step); !now.isAfter(BEGIN.plus(until)); now = now.plus(step)) {
      slowed = slowed.again(now);
    }
    return slowed;
  }

  @Test
  void again_forAnHour_isLong() {
    assertThat(every(Duration.ofMinutes(5), Duration.ofMinutes(55)).isLong()).isFalse();
    Slowed hour = every(Duration.ofMinutes(5), Duration.ofMinutes(60));
    assertThat(hour.isLong()).isTrue();
    assertThat(hour.refused()).isEqualTo(13);
    assertThat(hour.since()).isEqualTo(BEGIN);
  }

  /** Refused now and then is no alarm. */
  @Test
  void again_afterAGap_beginsAnew() {
    assertThat(every(Duration.ofMinutes(11), Duration.ofHours(5)).isLong()).isFalse();
  }

  @Test
  void isOver_clockSetBack_isOver() {
    assertThat(Slowed.begun(BEGIN).isOver(BEGIN.minusSeconds(1))).isTrue();
    assertThat(Slowed.begun(BEGIN).isOver(BEGIN.plusSeconds(1))).isFalse();
  }
}

package org.jitsuin.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
  private static final Instant FROM = Instant.parse("2025-10-27T03:04:05Z");
  private static final Interval MINUTE = new Interval(FROM, Duration.ofMinutes(1));

  @ParameterizedTest
  @CsvSource({
    "2025-10-27T03:04:05Z, true",
    "2025-10-27T03:05:04.999999999Z, true",
    "2025-10-27T03:05:05Z, false",
    "2025-10-28T03:04:05Z, false",
    "2025-10-27T03:04:04.999999999Z, false",
    "2025-10-26T03:04:05Z, false"
  })
  void contains_aMoment_onlyBetweenBeginningAndEnd(Instant moment, boolean inside) {
    assertThat(MINUTE.contains(moment)).isEqualTo(inside);
  }

  @Property
  void contains_anyMoment_isLikeItsDistance(
      @ForAll @LongRange(min = -200, max = 200) long distance,
      @ForAll @LongRange(min = 0, max = 100) long length) {
    assertThat(new Interval(FROM, Duration.ofSeconds(length)).contains(FROM.plusSeconds(distance)))
        .isEqualTo(distance >= 0 && distance < length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "2025-10-27T03:04:05Z", "9999-12-31T23:59:59Z"})
  void contains_whereEmpty_isNever(Instant moment) {
    assertThat(Interval.EMPTY.contains(moment)).isFalse();
  }
}

package org.jitsuin.base.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 2", "2, 4", "3, 8", "4, 16", "5, 32", "6, 60", "7, 60", "2147483647, 60"})
  void after_failuresInARow_doublesUpToTheLimit(int failures, long seconds) {
    assertThat(BACKOFF.after(failures)).hasSeconds(seconds);
  }

  @Property
  void after_oneMore_isNeverShorter(@ForAll @IntRange(max = 100) int failures) {
    assertThat(BACKOFF.after(failures + 1)).isGreaterThanOrEqualTo(BACKOFF.after(failures));
  }
}

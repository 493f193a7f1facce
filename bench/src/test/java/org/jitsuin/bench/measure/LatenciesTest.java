package org.jitsuin.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final long MILLI = 1_000_000;

  @Test
  void percentile_ofOneToHundredMilliseconds_isItsOwnRank() {
    Latencies latencies =
        new Latencies(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * MILLI).toArray());

    assertThat(latencies.percentile(50)).isEqualTo(50.0);
    assertThat(latencies.percentile(99)).isEqualTo(99.0);
    assertThat(latencies.percentile(99.1)).isEqualTo(100.0);
    assertThat(latencies.percentile(100)).isEqualTo(100.0);
    assertThat(latencies.percentile(0.001)).isEqualTo(1.0);
  }

  @Test
  void percentile_ofOne_isThatOne() {
    assertThat(new Latencies(new long[] {2_500_000}).percentile(99)).isEqualTo(2.5);
  }

  /** The definition itself, counted out. */
  @Property(tries = 200)
  void percentile_ofAnything_isTheLeastThatEnoughDoNotExceed(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 50) Long> millis,
      @ForAll @DoubleRange(min = 0.01, max = 100) double percent) {
    double found =
        new Latencies(millis.stream().mapToLong(milli -> milli * MILLI).toArray())
            .percentile(percent);

    assertThat(notAbove(millis, found)).isGreaterThanOrEqualTo(percent / 100 * millis.size());
    assertThat(notAbove(millis, found - 1)).isLessThan(percent / 100 * millis.size());
  }

  private static double notAbove(List<Long> millis, double bound) {
    return millis.stream().filter(milli -> milli <= bound).count();
  }

  @Test
  void latencies_ofNothing_areNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Latencies(new long[0]));
  }

  @Test
  void percentile_outOfRange_isRefused() {
    Latencies latencies = new Latencies(new long[] {1});

    assertThatIllegalArgumentException().isThrownBy(() -> latencies.percentile(0));
    assertThatIllegalArgumentException().isThrownBy(() -> latencies.percentile(100.1));
    assertThatIllegalArgumentException().isThrownBy(() -> latencies.percentile(Double.NaN));
  }
}

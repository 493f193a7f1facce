package org.jitsuin.base.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SerialSourceTest {
  private static final Instant NOW = Instant.parse("2025-10-27T03:04:05.678Z");
  private static final long FIRST = 1L << 40;
  private static final long LAST = (1L << 47) - 1;

  private final SerialSource serials = new SerialSource(new SecureRandom());

  @Test
  void next_manyAtOneInstant_areDistinctAndSixteenOctets() {
    Set<Serial> drawn = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      Serial serial = serials.next(NOW);
      assertThat(serial.octets()).hasSize(16);
      drawn.add(serial);
    }
    assertThat(drawn).hasSize(10_000);
  }

  @Test
  void next_twoAtOneInstant_shareOnlyTheTime() {
    String one = serials.next(NOW).toString();
    String other = serials.next(NOW).toString();
    assertThat(one).startsWith(String.format(Locale.ROOT, "%012x", NOW.toEpochMilli()));
    assertThat(one.substring(0, 12)).isEqualTo(other.substring(0, 12));
    assertThat(one.substring(12)).isNotEqualTo(other.substring(12));
  }

  @Property
  void next_later_isLarger(
      @ForAll @LongRange(min = FIRST, max = LAST) long one,
      @ForAll @LongRange(min = FIRST, max = LAST) long other) {
    Serial first = serials.next(Instant.ofEpochMilli(Math.min(one, other)));
    Serial second = serials.next(Instant.ofEpochMilli(Math.max(one, other)));
    assertThat(first.octets()).hasSize(16);
    assertThat(second.value().signum()).isPositive();
    if (one != other) {
      assertThat(first).isLessThan(second);
    }
  }

  @Test
  void next_outsideOfTheYearsItIsMadeFor_refused() {
    assertThat(serials.next(Instant.ofEpochMilli(FIRST)).octets()).hasSize(16);
    assertThat(serials.next(Instant.ofEpochMilli(LAST)).octets()).hasSize(16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> serials.next(Instant.ofEpochMilli(FIRST - 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> serials.next(Instant.ofEpochMilli(LAST + 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> serials.next(Instant.ofEpochMilli(-1)));
  }
}

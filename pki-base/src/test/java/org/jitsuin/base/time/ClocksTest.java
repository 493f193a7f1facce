package org.jitsuin.base.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClocksTest {
  private static Settings settings(Map<String, String> values) {
    return new Settings(key -> Optional.ofNullable(values.get(key)));
  }

  private static Map<String, String> values(String offset, String mode) {
    return Map.of("jitsuin.clock.offset", offset, "jitsuin.mode", mode);
  }

  private static void assertMovedBy(Duration offset, InstantSource clock) {
    Instant before = Clocks.system().instant();
    Instant moved = clock.instant();
    Instant after = Clocks.system().instant();
    assertThat(moved).isBetween(before.plus(offset), after.plus(offset));
  }

  @Test
  void configured_offset_movesTheClock() {
    assertMovedBy(Duration.ZERO, Clocks.configured(settings(Map.of())));
    assertMovedBy(
        Duration.ofDays(-30), Clocks.configured(settings(values("PT-720H", "development"))));
  }

  @Test
  void configured_noOffsetInProduction_isTheMachinesClock() {
    assertMovedBy(Duration.ZERO, Clocks.configured(settings(values("", "production"))));
    assertMovedBy(Duration.ZERO, Clocks.configured(settings(values("PT0S", "production"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT-1S", "PT0.001S", "P1D"})
  void configured_offsetInProduction_refused(String offset) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> Clocks.configured(settings(values(offset, "production"))))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.SETTING_INVALID))
        .withMessageContaining("jitsuin.clock.offset")
        .withMessageContaining("production");
  }

  /** A misspelt mode must not open what production closes. */
  @ParameterizedTest
  @ValueSource(strings = {"Production", "prod", "test"})
  void configured_unknownMode_refused(String mode) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> Clocks.configured(settings(values("PT1H", mode))))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.SETTING_INVALID))
        .withMessageContaining("jitsuin.mode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one day", "P40000D", "P-40000D"})
  void configured_offsetThatIsNoneOrTooFar_refused(String offset) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> Clocks.configured(settings(values(offset, "development"))));
  }

  /** Just before and after midnight in Japan the date there is another one than in UTC. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-22T14:59:59Z, 2025-10-27, 2025-10-27T14:59:59Z",
    "2026-11-22T15:00:00Z, 2025-10-27, 2025-10-26T15:00:00Z",
    "2026-11-22T00:00:00Z, 2030-02-17, 2030-02-17T00:00:00Z"
  })
  void offsetTo_date_keepsTheTimeOfDayInJapan(Instant now, LocalDate date, Instant expected) {
    assertThat(now.plus(Clocks.offsetTo(date, now))).isEqualTo(expected);
  }

  @Property
  void offsetTo_anyDate_isThatDateInJapan(
      @ForAll @DateRange(min = "2004-11-04", max = "2099-12-31") LocalDate date,
      @ForAll @DateRange(min = "2020-01-01", max = "2040-12-31") LocalDate today,
      @ForAll LocalTime timeOfDay) {
    Instant now = today.atTime(timeOfDay).atZone(JapanTime.ZONE).toInstant();
    Instant moved = now.plus(Clocks.offsetTo(date, now));
    assertThat(JapanTime.date(moved)).isEqualTo(date);
  }
}

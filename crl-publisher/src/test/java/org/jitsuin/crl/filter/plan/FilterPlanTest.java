package org.jitsuin.crl.filter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.filter.plan.PublishedFilter.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterPlanTest {
  private static final Instant AT = Instant.parse("2026-05-10T00:00:00Z");
  private static final FilterPolicy POLICY =
      new FilterPolicy(
          Duration.ofMinutes(15),
          Duration.ofHours(36),
          Duration.ofMinutes(15),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10));

  private static Optional<PublishedFilter> last(Duration baseAge, long baseSize, long deltaSize) {
    Fingerprint any = Fingerprint.of(new byte[1]);
    return Optional.of(
        new PublishedFilter(
            Authority.SIGNATURE,
            7,
            100,
            AT,
            AT,
            AT,
            new Stored(any, baseSize),
            AT.minus(baseAge),
            Optional.of(new Stored(any, deltaSize)).filter(one -> one.size() > 0)));
  }

  private static Moment moment(Instant at) {
    return new Moment(1, at, POLICY.settle());
  }

  @Test
  void of_nothingBefore_isABase() {
    assertThat(FilterPlan.of(POLICY, Optional.empty(), moment(AT), false))
        .isEqualTo(FilterPlan.BASE);
  }

  @ParameterizedTest
  @CsvSource({
    "PT14M59S, PT1H, 1000000, 10, true, NOTHING",
    "PT15M, PT1H, 1000000, 10, true, DELTA",
    "-PT1H, PT1H, 1000000, 10, true, NOTHING",
    "PT15M, PT23H44M, 1000000, 10, true, DELTA",
    "PT15M, PT23H45M, 1000000, 10, true, BASE",
    "PT15M, PT1H, 1000000, 125000, true, DELTA",
    "PT15M, PT1H, 1000000, 125001, true, BASE",
    "PT15M, PT1H, 1000, 65536, true, DELTA",
    "PT15M, PT1H, 1000, 65537, true, BASE",
    "PT1S, PT1H, 1000000, 10, false, BASE",
    "PT0S, PT1H, 1000000, 10, false, NOTHING",
  })
  void of_oneBefore_goesByItsAgeAndSize(
      Duration later, Duration baseAge, long base, long delta, boolean there, FilterPlan expected) {
    assertThat(FilterPlan.of(POLICY, last(baseAge, base, delta), moment(AT.plus(later)), there))
        .isEqualTo(expected);
  }

  @Test
  void until_ofAMoment_isAQuarterOfAnHourBefore() {
    assertThat(moment(AT).until()).isEqualTo(AT.minusSeconds(900).toEpochMilli());
    assertThat(moment(AT).endsFrom()).isEqualTo(AT.minusSeconds(86_400).getEpochSecond());
  }

  @Test
  void read_settings_zeroIsNone_andValidityIsLonger() {
    assertThat(read(Map.of("jitsuin.filter.every", "PT0S"))).isEmpty();
    assertThat(read(Map.of("jitsuin.filter.every", "PT1S")).orElseThrow().poll())
        .isEqualTo(Duration.ofMillis(500));
    assertThat(read(Map.of()).orElseThrow().poll()).isEqualTo(Duration.ofSeconds(10));
    assertThatThrownBy(
            () -> read(Map.of("jitsuin.filter.every", "PT2H", "jitsuin.filter.validity", "PT2H")))
        .isInstanceOf(Fault.class);
  }

  @Test
  void read_settlesTooEarly_isRefusedInProductionAlone() {
    Map<String, String> early = Map.of("jitsuin.filter.settle", "PT14M59S");
    assertThat(read(early)).isPresent();
    assertThatThrownBy(
            () -> read(Map.of("jitsuin.mode", "production", "jitsuin.filter.settle", "PT14M59S")))
        .isInstanceOf(Fault.class);
  }

  private static Optional<FilterPolicy> read(Map<String, String> settings) {
    return FilterPolicy.read(new Settings(key -> Optional.ofNullable(settings.get(key))));
  }
}

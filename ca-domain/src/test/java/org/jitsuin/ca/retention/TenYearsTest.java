package org.jitsuin.ca.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenYearsTest {
  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "2030-02-17, 2040-02-18, the day after counts as the first",
    "2030-12-31, 2041-01-01, over the end of a year",
    "2028-02-28, 2038-03-01, counted from a February 29 that the last year does not have",
    "2028-02-29, 2038-03-01, from March 1",
    "2026-02-28, 2036-03-01, to a year that has a February 29",
  })
  void erasableFrom_lastDay_isTheDayAfterTenYears(LocalDate last, LocalDate from, String why) {
    assertThat(TenYears.erasableFrom(last)).as(why).isEqualTo(from);
  }

  @Property
  void over_anyDay_isTheLatestLastDayThatIs(
      @ForAll @DateRange(min = "2020-01-01", max = "2140-12-31") LocalDate today) {
    LocalDate over = TenYears.over(today);
    assertThat(TenYears.erasableFrom(over)).isBeforeOrEqualTo(today);
    assertThat(TenYears.erasableFrom(over.plusDays(1))).isAfter(today);
  }
}

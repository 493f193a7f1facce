package org.jitsuin.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JapanTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2025-10-26T14:59:59.999Z, 2025-10-26",
    "2025-10-26T15:00:00Z, 2025-10-27",
    "2025-10-27T14:59:59Z, 2025-10-27",
    "2024-02-28T15:00:00Z, 2024-02-29"
  })
  void date_instant_isTheDateInJapan(Instant instant, LocalDate date) {
    assertThat(JapanTime.date(instant)).isEqualTo(date);
  }

  /** As in the real certificates: notAfter is always 14:59:59Z. */
  @Test
  void endOf_date_isItsLastSecondInJapan() {
    assertThat(JapanTime.endOf(LocalDate.parse("2030-02-17")))
        .isEqualTo(Instant.parse("2030-02-17T14:59:59Z"));
  }

  @Test
  void startOf_nextDate_isOneSecondAfterTheEnd() {
    LocalDate date = LocalDate.parse("2028-02-29");
    assertThat(JapanTime.startOf(date.plusDays(1)))
        .isEqualTo(JapanTime.endOf(date).plus(Duration.ofSeconds(1)));
    assertThat(JapanTime.startOf(date)).isEqualTo(Instant.parse("2028-02-28T15:00:00Z"));
  }
}

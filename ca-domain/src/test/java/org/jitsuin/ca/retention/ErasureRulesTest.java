package org.jitsuin.ca.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jitsuin.ca.retention.ErasureRules.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErasureRulesTest {
  /** 2040-02-18 in Japan. */
  private static final Instant NOW = Instant.parse("2040-02-17T15:00:00Z");

  private static Facts facts(int live, int open, String... lastDays) {
    return new Facts(live, open, 0, List.of(lastDays).stream().map(LocalDate::parse).toList());
  }

  @ParameterizedTest
  @EnumSource(ErasureGround.class)
  void obstacle_certificatesThatAreGood_keepThePersonOnAnyGround(ErasureGround ground) {
    assertThat(ErasureRules.obstacle(facts(1, 0), ground, NOW))
        .get()
        .asString()
        .contains("revoked");
    assertThat(ErasureRules.obstacle(facts(0, 2), ground, NOW))
        .get()
        .asString()
        .contains("2 applications");
    assertThat(ErasureRules.obstacle(new Facts(0, 0, 3, List.of()), ground, NOW))
        .get()
        .asString()
        .contains("3 resident events");
  }

  @ParameterizedTest
  @CsvSource({"2030-02-17, true", "2030-02-18, false"})
  void obstacle_retention_endsWithItsDay(String lastDay, boolean free) {
    Facts facts = facts(0, 0, "2024-01-01", lastDay);
    assertThat(ErasureRules.obstacle(facts, ErasureGround.RETENTION_OVER, NOW).isEmpty())
        .isEqualTo(free);
    assertThat(ErasureRules.obstacle(facts, ErasureGround.COURT_ORDER, NOW)).isEmpty();
  }

  @Test
  void obstacle_retention_saysUntilWhen() {
    assertThat(
            ErasureRules.obstacle(
                facts(0, 0, "2035-05-05", "2033-01-01"), ErasureGround.RETENTION_OVER, NOW))
        .get()
        .asString()
        .contains("2045-05-05");
  }

  @Test
  void obstacle_ofSomebodyWithoutCards_isNone() {
    assertThat(ErasureRules.obstacle(facts(0, 0), ErasureGround.RETENTION_OVER, NOW)).isEmpty();
  }
}

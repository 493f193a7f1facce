package org.jitsuin.ocsp.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long answers hold, as it may be set. */
class AnswerPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-29T03:04:05Z");

  private static AnswerPolicy read(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put("jitsuin.ocsp." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return AnswerPolicy.read(new Settings(key -> Optional.ofNullable(values.get(key))));
  }

  @Test
  void read_ofNothing_isTheDocumentedPolicy() {
    assertThat(read())
        .isEqualTo(
            new AnswerPolicy(
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                Duration.ofSeconds(450),
                10_000,
                Duration.ofDays(3_650)));
  }

  @ParameterizedTest
  @CsvSource({"0, PT0S", "1, PT6S", "50, PT5M", "99, PT9M54S", "100, PT10M"})
  void read_resignBelow_isAShareOfTheValidity(String percent, Duration leastLeft) {
    assertThat(read("validity", "PT10M", "freshness-limit", "PT10M", "resign-below", percent))
        .isEqualTo(
            new AnswerPolicy(
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                leastLeft,
                10_000,
                Duration.ofDays(3_650)));
  }

  @ParameterizedTest
  @CsvSource({
    "validity, PT59S",
    "validity, P7DT1S",
    "freshness-limit, PT1.999S",
    "freshness-limit, PT15M0.001S",
    "freshness-limit, P8D",
    "resign-below, -1",
    "resign-below, 101",
    "stored-answers, -1",
    "stored-answers, 10000001",
    "retention, -PT1S",
    "retention, P36501D"
  })
  void read_ofWhatCannotBe_namesTheKey(String key, String value) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> read(key, value))
        .withMessageContaining("jitsuin.ocsp." + key)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.SETTING_INVALID));
  }

  /** A shorter validity alone would leave answers that end before they are given. */
  @Test
  void read_validityBelowTheFreshnessLimit_isRefused() {
    assertThatExceptionOfType(Fault.class).isThrownBy(() -> read("validity", "PT14M59S"));
    assertThat(read("validity", "PT5M", "freshness-limit", "PT5M").freshnessLimit())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void archiveCutoff_isWhatIsNotToldAbout() {
    AnswerPolicy policy = read("retention", "P10D");
    Instant cutoff = Instant.parse("2026-11-19T03:04:05Z");
    assertThat(policy.cutoff(NOW)).isEqualTo(cutoff);
    assertThat(policy.archiveCutoff(NOW)).contains(cutoff);
  }

  @Test
  void archiveCutoff_whereNothingIsKept_isNotTold() {
    AnswerPolicy policy = read("retention", "PT0S");
    assertThat(policy.archiveCutoff(NOW)).isEmpty();
    assertThat(policy.cutoff(NOW)).isEqualTo(NOW);
  }
}

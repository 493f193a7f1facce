package org.jitsuin.crl.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When CRLs are published, as it may be set. */
class CrlPolicyTest {
  private static Settings settings(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put("jitsuin.crl." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Settings(key -> Optional.ofNullable(values.get(key)));
  }

  @Test
  void read_ofNothing_isTheDocumentedPolicy() {
    assertThat(CrlPolicy.read(settings()))
        .isEqualTo(
            new CrlPolicy(
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofHours(36),
                Duration.ofHours(12),
                10_000,
                Duration.ofMinutes(1),
                false));
  }

  @Test
  void read_ofEachKey_isItsOwnPart() {
    CrlPolicy policy =
        CrlPolicy.read(
            settings(
                "poll", "PT2S",
                "refresh", "PT3S",
                "delay", "PT4S",
                "validity", "PT5H",
                "overlap", "PT1H",
                "delta-entries", "6",
                "lease", "PT7S",
                "expired", "stay"));
    assertThat(policy)
        .isEqualTo(
            new CrlPolicy(
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofHours(5),
                Duration.ofHours(1),
                6,
                Duration.ofSeconds(7),
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "poll, PT0.049S",
    "poll, PT1H0.001S",
    "refresh, PT0.999S",
    "delay, -PT1S",
    "delay, P1DT1S",
    "validity, PT59S",
    "validity, P367D",
    "overlap, PT0S",
    "overlap, PT36H",
    "overlap, PT37H",
    "delta-entries, 0",
    "delta-entries, 10000001",
    "delta-entries, many",
    "lease, PT4S",
    "lease, PT2H",
    "expired, maybe"
  })
  void read_ofWhatCannotBe_namesTheKey(String key, String value) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> CrlPolicy.read(settings(key, value)))
        .withMessageContaining("jitsuin.crl." + key)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.SETTING_INVALID));
  }

  /** The overlap counts too, so that there is a new one at the latest after that time. */
  @ParameterizedTest
  @CsvSource({"P1D, PT36H", "PT1H, PT13H", "PT0.001S, PT12H0.001S", "P366D, P366DT12H"})
  void readComplete_isValidForItsPeriodAndTheOverlap(String every, Duration validity) {
    CrlPolicy others = CrlPolicy.read(settings());
    CrlPolicy complete = CrlPolicy.readComplete(settings("complete", every)).orElseThrow();
    assertThat(complete.validity()).isEqualTo(validity);
    assertThat(complete.overlap()).isEqualTo(others.overlap());
    assertThat(complete.delay()).isEqualTo(others.delay());
    assertThat(complete.lease()).isEqualTo(others.lease());
    assertThat(complete.expiredStay()).isEqualTo(others.expiredStay());
  }

  @Test
  void readComplete_ofZero_isNone() {
    assertThat(CrlPolicy.readComplete(settings("complete", "PT0S"))).isEmpty();
    assertThat(CrlPolicy.readComplete(settings())).isPresent();
  }

  /** No CRL is replaced later than its overlap begins, nor earlier than a quarter before. */
  @Property
  void lead_ofAnyPartition_isInItsRange(@ForAll @IntRange(min = 1) int partition) {
    Duration lead = CrlPolicy.read(settings()).lead(partition);
    assertThat(lead).isBetween(Duration.ofHours(12), Duration.ofHours(18));
  }
}

package org.jitsuin.base.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateEndTest {
  private static final Instant END = Instant.parse("2027-10-27T00:00:00Z");

  private static Readiness confirm(boolean needed, Instant now) {
    return CertificateEnd.confirm(
        Readiness.ready(), List.of(new CertificateEnd("TLS", END, needed)), now);
  }

  @ParameterizedTest
  @CsvSource({
    "P730D, true, ''",
    "P60D, true, ''",
    "P59DT23H59M59S, true, 'TLS ends on 2027-10-27T00:00:00Z, in 59 days'",
    "PT1S, true, 'TLS ends on 2027-10-27T00:00:00Z, in 0 days'",
    "PT0S, true, 'TLS ends on 2027-10-27T00:00:00Z, in 0 days'",
    "PT-1S, false, 'TLS has ended on 2027-10-27T00:00:00Z'",
  })
  void confirm_neededCertificate_warnsFromSixtyDaysOnAndIsNotReadyOnceItHasEnded(
      Duration left, boolean ready, String reason) {
    Readiness readiness = confirm(true, END.minus(left));

    assertThat(readiness.up()).isEqualTo(ready);
    assertThat(readiness.facts().getOrDefault("reason", "")).isEqualTo(reason);
  }

  @Test
  void confirm_certificateOfOnePersonHasEnded_readyWithAWarning() {
    assertThat(confirm(false, END.plusSeconds(1)))
        .isEqualTo(new Readiness(true, Map.of("reason", "TLS has ended on 2027-10-27T00:00:00Z")));
  }

  @Test
  void confirm_severalEndAndTheServiceIsNotReady_everyReasonIsSaid() {
    Readiness readiness =
        CertificateEnd.confirm(
            Readiness.notReady("no database"),
            List.of(
                new CertificateEnd("TLS", END, true), new CertificateEnd("staff a", END, false)),
            END.minus(Duration.ofDays(2)));

    assertThat(readiness.up()).isFalse();
    assertThat(readiness.facts())
        .containsEntry(
            "reason",
            "no database; TLS ends on 2027-10-27T00:00:00Z, in 2 days;"
                + " staff a ends on 2027-10-27T00:00:00Z, in 2 days");
  }
}

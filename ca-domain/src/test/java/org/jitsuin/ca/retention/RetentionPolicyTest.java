package org.jitsuin.ca.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetentionPolicyTest {
  private static final RetentionPolicy POLICY =
      new RetentionPolicy(
          Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3), Duration.ofDays(4));

  private static final Instant NOW = Instant.parse("2040-02-20T03:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // 00:00 in Japan of the day behind the last one whose ten years are over.
    "CERTIFICATES, 2030-02-19T15:00:00Z",
    "CARDS, 2030-02-19T15:00:00Z",
    "EVENTS, 2030-02-19T15:00:00Z",
    "REVOCATION_NOTES, 2030-02-19T15:00:00Z",
    "ANSWER_COUNTS, 2030-02-19T15:00:00Z",
    "SEARCHES, 2040-02-19T03:00:00Z",
    "REPORTERS, 2040-02-18T03:00:00Z",
    "APPLICATIONS, 2040-02-17T03:00:00Z",
    "REFUSED_APPLICATIONS, 2040-02-17T03:00:00Z",
    // Not before its text is too old to be recorded again.
    "CONSENTS, 2040-02-13T02:55:00Z",
    "DROP_FILES, 2040-02-16T03:00:00Z",
    "TO_BE_SIGNED, 2040-02-20T02:00:00Z",
    "BATCHES, 2039-02-19T03:00:00Z"
  })
  void before_eachKind_hasItsTime(RecordKind kind, Instant before) {
    assertThat(POLICY.before(kind, NOW)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(RecordKind.class)
  void before_anyKind_liesInThePast(RecordKind kind) {
    assertThat(POLICY.before(kind, NOW)).isBefore(NOW);
    assertThat(kind.id()).matches("[a-z-]{1,32}");
  }

  @Test
  void before_consentsThatAreKeptForLonger_haveThatTime() {
    Duration day = Duration.ofDays(1);
    assertThat(
            new RetentionPolicy(day, day, Duration.ofDays(365), day)
                .before(RecordKind.CONSENTS, NOW))
        .isEqualTo(NOW.minus(Duration.ofDays(365)));
  }

  /** A certificate that ended today, in 23:59:59, is kept for the whole of its last day. */
  @Test
  void keptSince_endOfTheLastDay_isBefore() {
    Instant last = Instant.parse("2030-02-17T14:59:59Z");
    assertThat(RetentionPolicy.keptSince(Instant.parse("2040-02-17T14:59:59Z")))
        .isBeforeOrEqualTo(last);
    assertThat(RetentionPolicy.keptSince(Instant.parse("2040-02-17T15:00:00Z"))).isAfter(last);
  }
}

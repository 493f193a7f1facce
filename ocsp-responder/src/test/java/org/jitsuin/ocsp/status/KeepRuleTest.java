package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepRuleTest {
  private static final Instant THEN = Instant.parse("2025-10-27T03:04:05Z");

  private static FeedPosition position(long seq) {
    return FeedPosition.START.and(SnapshotOctetsTest.change(seq, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10, PT2H, false",
    "10, 11, PT0S, true",
    "999999, 11, PT0S, true",
    "1000000, 11, PT59M, false",
    "1000000, 11, PT1H, true",
    "1000000, 10, PT1H, false",
    "1000000, 1009, PT1M, false",
    "1000000, 1010, PT1M, true",
    "100000000, 100009, PT1M, false",
    "100000000, 100010, PT1M, true"
  })
  void isDue_keptAtRowTen_isByChangesAndTime(
      long certificates, long seq, Duration since, boolean due) {
    KeepRule.Kept kept = new KeepRule.Kept(position(10), THEN);
    assertThat(KeepRule.isDue(kept, position(seq), certificates, THEN.plus(since))).isEqualTo(due);
  }

  @Test
  void isDue_nothingKept_isAtOnce() {
    assertThat(KeepRule.isDue(KeepRule.Kept.NOTHING, position(10), 100_000_000, THEN)).isTrue();
    assertThat(KeepRule.isDue(KeepRule.Kept.NOTHING, FeedPosition.START, 0, THEN)).isFalse();
  }
}

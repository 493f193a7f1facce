package org.jitsuin.ca.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardVersionTest {
  @Test
  void version_written_isReadAgain() {
    CardVersion version = new CardVersion(8, 4711);
    assertThat(version).hasToString("8-4711");
    assertThat(CardVersion.of("8-4711")).contains(version);
    assertThat(CardVersion.of("999999999-999999999999999999")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "8", "-", "8-", "-1", "+8-1", "8-1 ", "８-1", "9999999999-1", "*", "\"8-1\""})
  void version_writtenOtherwise_isNone(String text) {
    assertThat(CardVersion.of(text)).isEmpty();
  }

  /** What was only recorded, such as who looked, overtakes nobody. */
  @Test
  void version_withOtherEntries_isCurrentAllTheSame() {
    assertThat(new CardVersion(8, 4711).isCurrent(8)).isTrue();
    assertThat(new CardVersion(8, 4711).isCurrent(9)).isFalse();
    assertThat(new CardVersion(8, 4711).isCurrent(7)).isFalse();
  }
}

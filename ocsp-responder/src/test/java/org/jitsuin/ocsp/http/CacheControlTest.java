package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheControlTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 899, 3_600, 3_601, 86_400, Integer.MAX_VALUE + 1L})
  void of_seconds_saysThem(long seconds) {
    String expected = "max-age=" + seconds + ", public, no-transform, must-revalidate";
    assertThat(CacheControl.PUBLIC.of(seconds)).isEqualTo(expected);
    assertThat(CacheControl.PUBLIC.of(seconds)).as("the second time").isEqualTo(expected);
    assertThat(CacheControl.PRIVATE.of(seconds))
        .isEqualTo("max-age=" + seconds + ", private, no-transform, must-revalidate");
  }
}

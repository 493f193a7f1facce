package org.jitsuin.base.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String KEY = "jitsuin.some-key";

  @TempDir private Path directory;

  private static Settings with(String value) {
    return new Settings(key -> Optional.ofNullable(Map.of(KEY, value).get(key)));
  }

  private static void assertInvalid(ThrowingCallable reading, String expected) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(reading)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.SETTING_INVALID))
        .withMessageContaining(KEY)
        .withMessageContaining("JITSUIN_SOME_KEY")
        .withMessageContaining(expected);
  }

  @Test
  void text_blanksAround_areStripped() {
    assertThat(with(" value\n").text(KEY)).contains("value");
    assertThat(with("value").text("jitsuin.other")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void required_blank_isAsIfNotSet(String blank) {
    assertThat(with(blank).text(KEY)).isEmpty();
    assertInvalid(() -> with(blank).required(KEY), "must be set");
  }

  @Test
  void number_withinBounds_isRead() {
    assertThat(with("1").number(KEY, 5, 1, 10)).isEqualTo(1);
    assertThat(with("10").number(KEY, 5, 1, 10)).isEqualTo(10);
    assertThat(with("").number(KEY, 5, 1, 10)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "1.5", "one", "4294967297", "99999999999999999999"})
  void number_anythingElse_refused(String value) {
    assertInvalid(() -> with(value).number(KEY, 5, 1, 10), "a whole number from 1 to 10");
  }

  @Test
  void wholeNumber_aSlot_needsSixtyFourBitsAndHasNoDefault() {
    assertThat(with("1826389187").wholeNumber(KEY)).isEqualTo(1_826_389_187L);
    assertThat(with("0").wholeNumber(KEY)).isZero();
    assertInvalid(() -> with("").wholeNumber(KEY), "must be set");
    assertInvalid(() -> with("-1").wholeNumber(KEY), "whole number");
  }

  @Test
  void duration_withinBounds_isRead() {
    assertThat(duration("PT15M")).isEqualTo(Duration.ofMinutes(15));
    assertThat(duration("PT1S")).isEqualTo(Duration.ofSeconds(1));
    assertThat(duration("PT1H")).isEqualTo(Duration.ofHours(1));
    assertThat(duration("")).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "15m", "PT0S", "-PT1S", "PT61M", "PT99999999999999999999S"})
  void duration_anythingElse_refused(String value) {
    assertInvalid(() -> duration(value), "a duration from PT1S to PT1H, such as PT30S");
  }

  private static Duration duration(String value) {
    return with(value)
        .duration(KEY, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1));
  }

  @Test
  void secret_file_isItsFirstLine() throws IOException {
    Path file = Files.writeString(directory.resolve("pin"), " 1234 \nsecond\n");
    assertThat(with(file.toString()).secret(KEY)).containsExactly('1', '2', '3', '4');
    assertThat(with(file.toString()).path(KEY)).isEqualTo(file);
  }

  @Test
  void secret_missingOrEmptyFile_refusedWithItsName() throws IOException {
    Path missing = directory.resolve("missing");
    Path empty = Files.writeString(directory.resolve("empty"), " \n1234\n");
    assertInvalid(() -> with(missing.toString()).secret(KEY), missing.toString());
    assertInvalid(() -> with(empty.toString()).secret(KEY), empty.toString());
  }
}

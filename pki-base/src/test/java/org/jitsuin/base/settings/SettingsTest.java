package org.jitsuin.base.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
  private static final Setting<Integer> NUMBER =
      new Setting<>(KEY, ValueType.number(1, 10), Optional.of("5"));
  private static final Setting<Long> SLOT =
      new Setting<>(KEY, ValueType.wholeNumber(0, Long.MAX_VALUE), Optional.empty());
  private static final Setting<Duration> DURATION =
      new Setting<>(
          KEY,
          ValueType.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          Optional.of("PT30S"));
  private static final Setting<ChronoUnit> UNIT =
      new Setting<>(
          KEY,
          ValueType.oneOf(List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.NANOS), Enum::name),
          Optional.of("DAYS"));
  private static final Setting<Path> FILE = new Setting<>(KEY, ValueType.path(), Optional.empty());

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
  void get_blank_isAsIfNotSet(String blank) {
    assertThat(with(blank).text(KEY)).isEmpty();
    assertThat(with(blank).find(NUMBER)).isEmpty();
    assertThat(with(blank).get(NUMBER)).isEqualTo(5);
    assertInvalid(() -> with(blank).get(SLOT), "must be set");
    assertInvalid(() -> with(blank).required(NUMBER), "must be set");
  }

  @Test
  void get_number_withinBounds_isRead() {
    assertThat(with("1").get(NUMBER)).isEqualTo(1);
    assertThat(with("10").get(NUMBER)).isEqualTo(10);
    assertThat(with("10").find(NUMBER)).contains(10);
    assertThat(with("10").required(NUMBER)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "1.5", "one", "4294967297", "99999999999999999999"})
  void get_number_anythingElse_refused(String value) {
    assertInvalid(() -> with(value).get(NUMBER), "must be a whole number from 1 to 10, such as 5");
    assertInvalid(() -> with(value).find(NUMBER), "must be a whole number from 1 to 10");
  }

  @Test
  void get_aSlot_needsSixtyFourBits() {
    assertThat(with("1826389187").get(SLOT)).isEqualTo(1_826_389_187L);
    assertThat(with(Long.toString(Long.MAX_VALUE)).get(SLOT)).isEqualTo(Long.MAX_VALUE);
    assertThat(with("0").get(SLOT)).isZero();
    assertInvalid(() -> with("-1").get(SLOT), "whole number");
  }

  @Test
  void get_duration_withinBounds_isRead() {
    assertThat(with("PT15M").get(DURATION)).isEqualTo(Duration.ofMinutes(15));
    assertThat(with("PT1S").get(DURATION)).isEqualTo(Duration.ofSeconds(1));
    assertThat(with("PT1H").get(DURATION)).isEqualTo(Duration.ofHours(1));
    assertThat(with("").get(DURATION)).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "15m", "PT0S", "-PT1S", "PT61M", "PT99999999999999999999S"})
  void get_duration_anythingElse_refused(String value) {
    assertInvalid(
        () -> with(value).get(DURATION), "must be a duration from PT1S to PT1H, such as PT30S");
  }

  @Test
  void get_oneOfAFew_isRead() {
    assertThat(with("NANOS").get(UNIT)).isEqualTo(ChronoUnit.NANOS);
    assertThat(with("").get(UNIT)).isEqualTo(ChronoUnit.DAYS);
    assertInvalid(() -> with("nanos").get(UNIT), "must be DAYS, HOURS or NANOS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "yes", "1"})
  void get_flag_anythingElse_refused(String value) {
    Setting<Boolean> flag = new Setting<>(KEY, ValueType.flag(), Optional.of("false"));
    assertThat(with("true").get(flag)).isTrue();
    assertThat(with("").get(flag)).isFalse();
    assertInvalid(() -> with(value).get(flag), "must be true or false");
  }

  @Test
  void get_path_thatIsNone_refused() {
    assertThat(with("/etc/x").get(FILE)).isEqualTo(Path.of("/etc/x"));
    assertInvalid(() -> with("a\0b").get(FILE), "must be a path");
  }

  @Test
  void setting_defaultOutOfBounds_cannotBeDeclared() {
    SettingList list = new SettingList();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.add(KEY, ValueType.number(1, 10), "11"))
        .withMessageContaining(KEY);
    assertThat(list.all()).isEmpty();
  }

  @Test
  void list_holdsWhatWasDeclaredInOrder() {
    SettingList list = new SettingList();
    Setting<Integer> first = list.add("jitsuin.b", ValueType.number(1, 10), "1");
    Setting<String> second = list.add("jitsuin.a", ValueType.text());
    assertThat(list.all()).containsExactly(first, second);
  }

  @Test
  void secret_file_isItsFirstLine() throws IOException {
    Path file = Files.writeString(directory.resolve("pin"), " 1234 \nsecond\n");
    assertThat(with(file.toString()).secret(FILE)).containsExactly('1', '2', '3', '4');
    assertThat(with(file.toString()).get(FILE)).isEqualTo(file);
  }

  @Test
  void secret_missingOrEmptyFile_refusedWithItsName() throws IOException {
    Path missing = directory.resolve("missing");
    Path empty = Files.writeString(directory.resolve("empty"), " \n1234\n");
    assertInvalid(() -> with(missing.toString()).secret(FILE), missing.toString());
    assertInvalid(() -> with(empty.toString()).secret(FILE), empty.toString());
  }
}

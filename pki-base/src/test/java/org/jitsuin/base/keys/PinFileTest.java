package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong PIN is tried once: after a few tries a token locks itself. */
final class PinFileTest {
  @TempDir private Path directory;
  private Path file;
  private PinFile pin;

  @BeforeEach
  void begin() {
    file = directory.resolve("ca-pin");
    pin = new PinFile(file);
  }

  private void write(String text, long millis) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  @ParameterizedTest
  @CsvSource(
      value = {"1234|1234", "'1234\n'|1234", "' 12 34 \n'|12 34", "'1234\n5678\n'|1234", "''|''"},
      delimiter = '|')
  void read_ofTheFile_isItsFirstLine(String text, String expected) throws IOException {
    write(text, 1_000);
    assertThat(new String(pin.read())).isEqualTo(expected);
  }

  @Test
  void isRefused_beforeAnyTry_isFalse() throws IOException {
    write("1234", 1_000);
    assertThat(pin.isRefused()).isFalse();
    char[] _ = pin.read();
    assertThat(pin.isRefused()).isFalse();
  }

  @Test
  void isRefused_untilTheFileIsWrittenAnew() throws IOException {
    write("wrong", 1_000);
    char[] _ = pin.read();
    pin.refuse();
    assertThat(pin.isRefused()).isTrue();
    assertThat(pin.isRefused()).isTrue();
    write("right", 2_000);
    assertThat(pin.isRefused()).isFalse();
    assertThat(new String(pin.read())).isEqualTo("right");
    assertThat(pin.isRefused()).isFalse();
  }

  /** A backup of the file that is put back is older, and another all the same. */
  @Test
  void isRefused_afterAnOlderFileWasPutBack_isFalse() throws IOException {
    write("wrong", 2_000);
    char[] _ = pin.read();
    pin.refuse();
    write("right", 1_000);
    assertThat(pin.isRefused()).isFalse();
  }

  @Test
  void read_withoutFile_fails() {
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(pin::read);
    assertThat(pin).hasToString(file.toString());
  }
}

package org.jitsuin.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jitsuin.installation.custody.CustodySeal;
import org.jitsuin.installation.custody.CustodySeal.Opening;
import org.jitsuin.installation.custody.CustodySecret;
import org.jitsuin.installation.custody.SecretShare;
import org.jitsuin.installation.setup.SetupFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without this file nobody could tell right shares from wrong ones. */
final class CustodyFileTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CustodySecret SECRET = CustodySecret.draw(RANDOM);
  private static final List<SecretShare> SHARES = SECRET.split(2, 3, RANDOM);
  private static final CustodyFile CUSTODIANS =
      new CustodyFile(CustodySeal.of(SECRET, SHARES, RANDOM), List.of("sato", "suzuki", "abe"));

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() {
    file = directory.resolve(CustodyFile.NAME);
    CUSTODIANS.write(file);
  }

  @Test
  void read_ofWhatWasWritten_opensWithTheShares() {
    CustodyFile read = CustodyFile.read(file).orElseThrow();
    assertThat(read).isEqualTo(CUSTODIANS);
    assertThat(read.seal().open(SHARES.subList(1, 3))).isInstanceOf(Opening.Open.class);
    assertThat(read.names(List.of(3, 1))).containsExactly("abe", "sato");
  }

  @Test
  void read_whereThereIsNone_isEmpty() throws IOException {
    assertThat(CustodyFile.read(directory.resolve("none"))).isEmpty();
    Files.writeString(file, "");
    assertThat(CustodyFile.read(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "needed", "iterations", "salt", "digest", "people"})
  void read_withoutOneLine_isDamage(String key) throws IOException {
    Files.writeString(file, Files.readString(file).replaceFirst("(?m)^" + key + "=.*\n", ""));
    damaged();
  }

  @ParameterizedTest
  @CsvSource({"needed, two", "iterations, ''", "salt, xyz", "digest, 0"})
  void read_withALineOfAnotherForm_isDamage(String key, String value) throws IOException {
    Files.writeString(
        file, Files.readString(file).replaceFirst("(?m)^" + key + "=.*$", key + "=" + value));
    damaged();
  }

  private void damaged() {
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() -> CustodyFile.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("backup");
  }
}

package org.jitsuin.installation.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir private Path directory;

  private Secrets secrets() {
    return new Secrets(directory.resolve("secrets"), new SecureRandom());
  }

  @Test
  void file_newName_isDrawnOnceAndReadableByTheOwnerOnly() throws IOException {
    Path file = secrets().file("ca-pin");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String value = secrets().value("ca-pin");
    assertThat(value).matches("[A-Za-z0-9_-]{32}");
    assertThat(secrets().value("ca-pin")).isEqualTo(value);
    assertThat(secrets().value("other")).isNotEqualTo(value);
  }

  @Test
  void write_existingFile_isReplacedWhole() throws IOException {
    Path file = directory.resolve("secret");
    Secrets.write(file, "one\n");
    // Left by a process that died.
    Files.writeString(directory.resolve("secret.new"), "half");
    Secrets.write(file, "two\n");
    assertThat(Secrets.read(file)).isEqualTo("two");
    assertThat(directory.resolve("secret.new")).doesNotExist();
  }

  @Test
  void read_missingFile_isSaidInASentence() {
    Path missing = directory.resolve("missing");
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() -> Secrets.read(missing))
        .withMessageContaining(missing.toString());
  }

  @Test
  void run_failingProgram_isSaidWithoutItsSecrets() {
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() ->
            SystemCommand.run(List.of("/bin/sh", "-c", "echo pin 1234; exit 3"), List.of("1234")))
        .withMessageContaining("ended with code 3: pin ***")
        .withMessageNotContaining("1234");
  }

  @Test
  void find_missingProgram_namesThePackage() {
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() -> SystemCommand.find("no-such-program", "some-package"))
        .withMessage(
            "no-such-program is not installed; install it with: apt-get install some-package");
  }
}

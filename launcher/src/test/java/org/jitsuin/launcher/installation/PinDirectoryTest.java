package org.jitsuin.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jitsuin.installation.setup.SetupFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs lie in a place that all users of the machine share: whoever was there first sees none. */
final class PinDirectoryTest {
  @TempDir private Path shared;
  private Path directory;
  private PinDirectory pins;

  @BeforeEach
  void begin() {
    directory = shared.resolve("jitsuin-1");
    pins = new PinDirectory(directory, Optional.empty());
  }

  @Test
  void write_first_makesADirectoryForTheOwnerOnly() throws IOException {
    pins.write("ca-pin", "1234");
    assertThat(Files.getPosixFilePermissions(directory))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(pins.file("ca-pin")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(pins.file("ca-pin")).hasContent("1234\n");
  }

  @Test
  void isOpen_onlyWithBothPins() {
    assertThat(pins.isOpen()).isFalse();
    pins.write("ca-pin", "1234");
    assertThat(pins.isOpen()).isFalse();
    pins.write("ocsp-pin", "5678");
    assertThat(pins.isOpen()).isTrue();
    pins.forget("ca-pin");
    assertThat(pins.isOpen()).isFalse();
    pins.forget("ca-pin");
    pins.delete();
    assertThat(directory).doesNotExist();
    pins.delete();
  }

  @Test
  void write_again_replacesThePin() {
    pins.write("ca-pin", "1234");
    pins.write("ca-pin", "5678");
    assertThat(pins.file("ca-pin")).hasContent("5678\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x---", "rwx-----x", "rwx---r--", "r-x------"})
  void write_whereOthersMayLookOrPermissionsAreOdd_isRefused(String permissions)
      throws IOException {
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    refused();
    assertThat(pins.file("ca-pin")).doesNotExist();
  }

  /** To a directory of the owner's, which somebody else chose. */
  @Test
  void write_throughALink_isRefused() throws IOException {
    Path elsewhere =
        Files.createDirectory(
            shared.resolve("elsewhere"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createSymbolicLink(directory, elsewhere);
    refused();
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void write_whereAFileIs_isRefused() throws IOException {
    Files.createFile(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    refused();
  }

  @Test
  void write_belowWhatIsNotThere_saysWhatToSet() {
    PinDirectory nowhere = new PinDirectory(shared.resolve("none/jitsuin-1"), Optional.empty());
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() -> nowhere.write("ca-pin", "1234"))
        .withMessageContaining("JITSUIN_CUSTODY_DIRECTORY");
  }

  /** A link that looks like a PIN opens nothing. */
  @Test
  void isOpen_withLinksForPins_isFalse() throws IOException {
    pins.write("ca-pin", "1234");
    Files.createSymbolicLink(pins.file("ocsp-pin"), pins.file("ca-pin"));
    assertThat(pins.isOpen()).isFalse();
  }

  private void refused() {
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() -> pins.write("ca-pin", "1234"))
        .withMessageContaining("only you can use");
  }
}

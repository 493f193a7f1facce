package org.jitsuin.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jitsuin.installation.setup.SetupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
  @TempDir private Path directory;

  @Test
  void take_afterRunThatWasKilled_isEmpty() throws IOException {
    Path home = directory.resolve("bench");
    Files.createDirectories(home.resolve("db/data"));
    Files.writeString(home.resolve("db/data/left"), "rows");
    Files.writeString(home.resolve("lock"), "");

    try (WorkDirectory workDirectory = WorkDirectory.take(home)) {
      assertThat(workDirectory.directory()).isEqualTo(home);
      assertThat(home).isDirectoryNotContaining("glob:**/db");
    }
  }

  @Test
  void take_directoryInUse_isRefusedAndLeftAlone() throws IOException {
    try (WorkDirectory _ = WorkDirectory.take(directory)) {
      Path kept = Files.writeString(directory.resolve("kept"), "");

      assertThatExceptionOfType(SetupFailure.class)
          .isThrownBy(() -> WorkDirectory.take(directory))
          .withMessageContaining("another benchmark runs in " + directory);
      assertThat(kept).exists();
    }
    WorkDirectory.take(directory).close();
    assertThat(directory.resolve("kept")).doesNotExist();
  }

  @Test
  void delete_leavesNothing() {
    Path home = directory.resolve("bench");
    try (WorkDirectory workDirectory = WorkDirectory.take(home)) {
      workDirectory.delete();
    }

    assertThat(home).doesNotExist();
  }
}

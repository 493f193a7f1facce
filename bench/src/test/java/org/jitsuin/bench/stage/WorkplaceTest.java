package org.jitsuin.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jitsuin.ca.setup.SetupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkplaceTest {
  @TempDir private Path directory;

  @Test
  void take_afterRunThatWasKilled_isEmpty() throws IOException {
    Path home = directory.resolve("bench");
    Files.createDirectories(home.resolve("db/data"));
    Files.writeString(home.resolve("db/data/left"), "rows");
    Files.writeString(home.resolve("lock"), "");

    try (Workplace workplace = Workplace.take(home)) {
      assertThat(workplace.directory()).isEqualTo(home);
      assertThat(home).isDirectoryNotContaining("glob:**/db");
    }
  }

  @Test
  void take_directoryInUse_isRefusedAndLeftAlone() throws IOException {
    try (Workplace _ = Workplace.take(directory)) {
      Path kept = Files.writeString(directory.resolve("kept"), "");

      assertThatExceptionOfType(SetupFailure.class)
          .isThrownBy(() -> Workplace.take(directory))
          .withMessageContaining("another benchmark runs in " + directory);
      assertThat(kept).exists();
    }
    Workplace.take(directory).close();
    assertThat(directory.resolve("kept")).doesNotExist();
  }

  @Test
  void delete_leavesNothing() {
    Path home = directory.resolve("bench");
    try (Workplace workplace = Workplace.take(home)) {
      workplace.delete();
    }

    assertThat(home).doesNotExist();
  }
}

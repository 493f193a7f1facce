package org.jitsuin.cluster.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jitsuin.cluster.trial.check.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogsTest {
  @TempDir private Path logs;

  @Test
  void findings_quietLogs_areNone() throws IOException {
    Files.writeString(logs.resolve("server.log"), "INFO JITSUIN001001 ready\n");

    assertThat(ServerLogs.findings("app-1", logs)).isEmpty();
  }

  /** A trial over midnight has two files. */
  @Test
  void findings_worstOfTheDayBefore_isFound() throws IOException {
    Files.writeString(logs.resolve("server.log"), "INFO quiet\n");
    Files.writeString(
        logs.resolve("server.log.2026-11-29"), "ERROR JITSUIN001100: set back\nINFO quiet\n");

    assertThat(ServerLogs.findings("app-1", logs))
        .containsExactly(new Finding("logs", "app-1: ERROR JITSUIN001100: set back"));
  }

  @Test
  void findings_many_areTheFirst() throws IOException {
    Files.writeString(logs.resolve("server.log"), "INTEGRITY_VIOLATED\n".repeat(10));

    assertThat(ServerLogs.findings("app-2", logs)).hasSize(3);
  }
}

package org.jitsuin.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sandbox of an installation runs, and it is found; a program stands in for it here. */
class SandboxProcessTest {
  private static final String PROGRAM =
      """
      package org.jitsuin.sandbox.boot;

      public final class SandboxMain {
        public static void main(String[] arguments) throws Exception {
          if (Integer.getInteger("jitsuin.sandbox.port") == 0) {
            throw new java.io.IOException("port 0 cannot be used", new Exception("in use"));
          }
          System.out.println("JITSUIN005000 it answers");
          new java.util.concurrent.CountDownLatch(1).await();
        }
      }
      """;

  @TempDir private Path directory;
  private SandboxProcess sandbox;
  private Path home;

  @BeforeEach
  void compile() throws IOException {
    home = directory.resolve("home");
    sandbox = new SandboxProcess(new Installation(home, Map.of()));
    Path source = Files.writeString(directory.resolve("SandboxMain.java"), PROGRAM);
    Path classes =
        Files.createDirectories(
            directory.resolve("checkout/sandbox/target/sandbox/WEB-INF/classes"));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString()))
        .isZero();
  }

  @AfterEach
  void end() {
    sandbox.end();
  }

  private void start(int port) {
    sandbox.start(
        directory.resolve("checkout"), new SandboxProcess.Order(port, "http://localhost:" + port));
  }

  @Test
  void start_itRuns_isFoundUntilItsEnd() {
    start(1);

    ProcessHandle process = sandbox.find().orElseThrow();
    assertThat(sandbox.issuer()).contains("http://localhost:1");
    assertThat(sandbox.end()).isTrue();
    assertThat(process.isAlive()).isFalse();
    assertThat(sandbox.find()).isEmpty();
    assertThat(sandbox.end()).isFalse();
  }

  /** A second one would take its place in the file, and nobody could end the first. */
  @Test
  void start_whileOneRuns_startsNoOther() {
    start(1);
    long first = sandbox.find().orElseThrow().pid();

    start(2);

    assertThat(sandbox.find().orElseThrow().pid()).isEqualTo(first);
    assertThat(sandbox.issuer()).contains("http://localhost:1");
  }

  @Test
  void start_itFails_saysWhyAndNoStackTrace() {
    assertThatThrownBy(() -> start(0))
        .isInstanceOf(SetupFailure.class)
        .hasMessageEndingWith("java.io.IOException: port 0 cannot be used");
    assertThat(sandbox.find()).isEmpty();
  }

  @Test
  void start_withoutABuild_isRefused() {
    assertThatThrownBy(() -> sandbox.start(home, new SandboxProcess.Order(1, "http://localhost:1")))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("the build");
  }

  /** The number may have gone to another program, which is not ended for it. */
  @Test
  void find_numberOfAnotherProgram_isNone() throws IOException {
    Path number = Files.createDirectories(home.resolve("sandbox")).resolve("process");
    Files.writeString(number, Long.toString(ProcessHandle.current().pid()));

    assertThat(sandbox.find()).isEmpty();
    assertThat(sandbox.end()).isFalse();
  }
}

package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.launcher.installation.Installation;

/**
 * {@code jitsuin bench}: a benchmark in a process of its own, on a database and tokens of its own.
 * What runs is not touched, but takes its part of the machine.
 */
final class BenchCommand {
  /** The heap, as much as the server has by default. */
  private static final String HEAP = "1g";

  private final Installation installation;
  private final Path program;

  /**
   * @param checkout where the build put the benchmarks
   */
  BenchCommand(Installation installation, Path checkout) {
    this.installation = installation;
    this.program = checkout.resolve("bench").resolve("target");
  }

  /**
   * Runs it; it speaks for itself.
   *
   * @param arguments the name of the benchmark and its options
   */
  ExitCode run(List<String> arguments) {
    Path jar = program.resolve("bench.jar");
    if (!Files.exists(jar)) {
      throw new SetupFailure("the benchmarks were not built: " + jar + " is missing");
    }
    try {
      Process process = builder(jar, arguments).start();
      Thread end = new Thread(process::destroy, "end-of-benchmark");
      Runtime.getRuntime().addShutdownHook(end);
      return ExitCode.of(process.waitFor());
    } catch (IOException e) {
      throw new SetupFailure("the benchmark cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while the benchmark ran", e);
    }
  }

  private ProcessBuilder builder(Path jar, List<String> arguments) {
    Path directory = installation.benchmarks();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms" + HEAP,
            "-Xmx" + HEAP,
            "--enable-native-access=ALL-UNNAMED",
            // The callers' own pauses count as the server's.
            "-XX:MaxGCPauseMillis=20",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            jar + ":" + program.resolve("lib") + "/*",
            "org.jitsuin.bench.Bench",
            directory.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("JITSUIN_"));
    environment.put(
        "SOFTHSM2_CONF", new SoftHsm(directory.resolve("tokens")).configuration().toString());
    return builder;
  }
}

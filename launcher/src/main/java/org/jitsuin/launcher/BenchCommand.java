package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.launcher.installation.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code jitsuin bench}: a benchmark in a process of its own, on a database and tokens of its own.
 * What runs is not touched, but takes its part of the machine.
 */
@Command(
    name = "bench",
    customSynopsis = "./jitsuin bench NAME [--json] [--certificates N] [--seconds S]",
    description =
        "what the machine does: issue, events, ocsp, ocsp-index, crl, audit, console, card,"
            + " verify, filter, mass")
final class BenchCommand implements LauncherCommand {
  /** The heap, as much as the server has by default. */
  private static final String HEAP = "1g";

  private final Installation installation;
  private final Path program;

  /** The name of the benchmark and its options, which its own program reads. */
  @Parameters(arity = "0..*", hidden = true)
  private List<String> arguments = new ArrayList<>();

  BenchCommand(CommandContext context) {
    this.installation = context.installation();
    this.program = context.checkout().resolve("bench").resolve("target");
  }

  /** Runs the benchmark; it speaks for itself. */
  @Override
  public ExitCode run() {
    Path jar = program.resolve("bench.jar");
    if (!Files.exists(jar)) {
      throw new SetupFailure("the benchmarks were not built: " + jar + " is missing");
    }
    try {
      Process process = builder(jar).start();
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

  private ProcessBuilder builder(Path jar) {
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
    new CardShelf(directory.resolve("cards"))
        .ownReader()
        .socket()
        .ifPresent(socket -> environment.put("PCSCLITE_CSOCK_NAME", socket.toString()));
    return builder;
  }
}

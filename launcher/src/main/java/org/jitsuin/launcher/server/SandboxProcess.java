package org.jitsuin.launcher.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;

/**
 * The sandbox for relying parties: a process of its own, outside of the server, that has none of
 * the authority's keys, tokens and database.
 */
public final class SandboxProcess {
  private static final String MAIN = "org.jitsuin.sandbox.boot.SandboxMain";
  private static final long PATIENCE_SECONDS = 60;

  private final Installation installation;

  public SandboxProcess(Installation installation) {
    this.installation = installation;
  }

  /**
   * How it is started.
   *
   * @param port on loopback
   * @param issuer where parties and browsers reach it
   */
  public record Order(int port, String issuer) {}

  /** The argument that names the installation. */
  private String directory() {
    return "-Djitsuin.sandbox.directory=" + installation.sandbox();
  }

  private Path number() {
    return installation.sandbox().resolve("process");
  }

  /** Where it writes what it has to say. */
  public Path log() {
    return installation.sandbox().resolve("log");
  }

  /** Returns the process, if it runs. */
  public Optional<ProcessHandle> find() {
    return ServerProcess.find(number(), directory());
  }

  /** Returns where it was last started. */
  public Optional<String> issuer() {
    try {
      return Optional.of(Files.readString(installation.sandbox().resolve("issuer")).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Starts it, and waits until it says that it listens. Of several who start it at once, one does:
   * a second process would fail, and take the first one's place in the file with its number.
   *
   * @param checkout where the build put it
   */
  public void start(Path checkout, Order order) {
    Path target = checkout.resolve("sandbox").resolve("target");
    Path archive = target.resolve("sandbox").resolve("WEB-INF");
    if (!Files.isDirectory(archive.resolve("classes"))) {
      throw new SetupFailure("the build did not produce " + archive);
    }
    try {
      Files.createDirectories(installation.sandbox());
      Path lock = installation.sandbox().resolve("lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        if (find().isEmpty()) {
          launch(command(archive, target.resolve("server"), order), order);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox cannot be started", e);
    }
  }

  private void launch(List<String> command, Order order) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    process.getOutputStream().close();
    Files.writeString(number(), Long.toString(process.pid()));
    Files.writeString(installation.sandbox().resolve("issuer"), order.issuer());
    await(process);
  }

  private List<String> command(Path archive, Path server, Order order) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", directory()));
    command.add("-Djitsuin.sandbox.port=" + order.port());
    command.add("-Djitsuin.sandbox.issuer=" + order.issuer());
    command.addAll(authority());
    command.add("-cp");
    command.add(archive.resolve("classes") + ":" + archive.resolve("lib") + "/*:" + server + "/*");
    command.add(MAIN);
    return command;
  }

  /** As a relying party knows it: certificates, addresses, and a credential of its own. */
  private List<String> authority() {
    Path credential = installation.staff().resolve("relying-party.p12");
    if (installation.condition() != Installation.Condition.PRESENT || !Files.exists(credential)) {
      return List.of();
    }
    String key = "-Djitsuin.sandbox.authority.";
    return List.of(
        key + "certificates=" + installation.ca(),
        key + "api=" + installation.settings().httpsAddress(),
        key + "credential=" + credential);
  }

  private void await(Process process) throws IOException {
    try {
      for (long step = 0; step < PATIENCE_SECONDS * 20; step++) {
        if (said().contains("JITSUIN005000")) {
          return;
        }
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new SetupFailure("the sandbox does not start; it said: " + reason(said()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroy();
    throw new SetupFailure("the sandbox does not answer; look at " + log());
  }

  private String said() throws IOException {
    return Files.exists(log()) ? Files.readString(log(), StandardCharsets.UTF_8) : "";
  }

  /** The last line that is none of a stack trace. */
  static String reason(String said) {
    return said.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("\t") && !line.startsWith("Caused by"))
        .reduce((_, last) -> last)
        .orElse("");
  }

  /**
   * Ends it.
   *
   * @return whether it ran
   */
  public boolean end() {
    Optional<ProcessHandle> process = find();
    process.ifPresent(running -> {
      running.destroy();
      try {
        running.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        throw new SetupFailure("the sandbox (process " + running.pid() + ") does not end", e);
      }
    });
    return process.isPresent();
  }
}

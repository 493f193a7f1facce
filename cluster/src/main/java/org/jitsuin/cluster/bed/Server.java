package org.jitsuin.cluster.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.cluster.plan.ClusterPlan;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/**
 * A server of a bed: an installation with the plan's settings, and the commands that operators use.
 */
public final class Server {
  private static final int SHOWN_LINES = 5;

  /** What the command says of a server that runs and is not ready. */
  private static final int NOT_READY = 1;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final BedPlace place;
  private final Host host;
  private final Machine machine;
  private final List<String> launcher;

  /**
   * @param launcher the program behind {@code ./jitsuin}, to which a command is added
   */
  public Server(BedPlace place, Host host, List<String> launcher) {
    this.place = place;
    this.host = host;
    this.machine = new Machine(place, host.name());
    this.launcher = List.copyOf(launcher);
  }

  public Machine machine() {
    return machine;
  }

  public Host host() {
    return host;
  }

  /**
   * Writes its settings: the plan's, how little memory and work there is for it here, and how soon
   * a responder that hears nothing says so, for a trial of minutes.
   *
   * @param also more of them
   */
  public void prepare(String... also) {
    try {
      Files.createDirectories(place.home(host));
      Path plan = place.plan().resolve(host.name()).resolve(ClusterPlan.SERVER);
      Files.writeString(
          place.home(host).resolve(ClusterPlan.SERVER),
          Files.readString(plan)
              + "jitsuin.server.heap=640m\njitsuin.ocsp.freshness-limit=PT1M\n"
              // Three servers start, and start again, on one machine that has all else to do.
              + "jitsuin.server.options=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC\n"
              + String.join("\n", also)
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + place.home(host), e);
    }
  }

  /**
   * Brings it up, with a key ceremony where none was held in this database, and waits until it is
   * ready.
   */
  public void up() {
    up(() -> {});
  }

  /** Ends it, as an operator does. */
  public void down() {
    command("down");
  }

  /** Brings the schema to what its release needs, beside servers that run. */
  public void migrate() {
    command("migrate");
  }

  /**
   * Brings it up while something else is done that it waits for.
   *
   * @param meanwhile that
   */
  void up(Runnable meanwhile) {
    Path log = place.machine(host).resolve("commands.log");
    Process up = begin(log, "up");
    meanwhile.run();
    int code = await(up);
    if (code == NOT_READY && process().isPresent()) {
      // The command waits for as long as a server takes that has a machine for itself.
      Waiting.until(
          PATIENCE,
          this::isReady,
          () -> process().isEmpty(),
          () -> host.name() + " runs and does not become ready; the command's log is " + log);
    } else {
      requireGood("up", code, log);
    }
  }

  /**
   * Has it prepare itself where its database does not let it in yet.
   *
   * @return the file with the statements that let it in
   */
  Path prepareReader() {
    int _ = execute(place.machine(host).resolve("commands.log"), "prepare");
    Path users = place.home(host).resolve("replica-users.sql");
    if (!Files.exists(users)) {
      throw new SetupFailure(host.name() + " did not say who is to read its database");
    }
    return users;
  }

  /** Makes it one beside another, which runs. */
  void join(Server other) {
    if (Files.exists(place.home(host).resolve("installation.properties"))) {
      return;
    }
    String password = place.secrets().file("bundle").toString();
    Path directory = place.directory().resolve("bundle");
    try {
      Files.createDirectories(directory);
      other.command("node", "bundle", directory.toString(), "--password-file", password);
      try (Stream<Path> files = Files.list(directory)) {
        Path bundle = files.findFirst().orElseThrow();
        command("node", "join", bundle.toString(), "--password-file", password);
        // As much worth as the tokens.
        Files.delete(bundle);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("in directory " + directory, e);
    }
  }

  /** Carries out a command of {@code ./jitsuin} on that machine. */
  private void command(String... words) {
    Path log = place.machine(host).resolve("commands.log");
    requireGood(words[0], execute(log, words), log);
  }

  private void requireGood(String word, int code, Path log) {
    if (code != 0) {
      throw new SetupFailure(
          "./jitsuin %s on %s ended with code %s:\n%s"
              .formatted(word, host.name(), code, lastLines(log)));
    }
  }

  /** Returns whether it says that it is ready. */
  public boolean isReady() {
    try {
      String _ =
          machine.run(
              List.of(
                  SystemCommand.find("curl", "curl").toString(),
                  "--silent",
                  "--fail",
                  "--max-time",
                  "10",
                  "http://127.0.0.1:9990/health/ready"));
      return true;
    } catch (SetupFailure e) {
      return false;
    }
  }

  private int execute(Path log, String... words) {
    return await(begin(log, words));
  }

  private Process begin(Path log, String... words) {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of(words));
    ProcessBuilder builder = machine.builder(command, log);
    builder.environment().put("JITSUIN_HOME", place.home(host).toString());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new SetupFailure("./jitsuin cannot be run: " + e.getMessage(), e);
    }
  }

  private int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupFailure("interrupted while " + host.name() + " was at work", e);
    }
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log in " + log + ")";
    }
  }

  /** Its process, if it runs. */
  public Optional<ProcessHandle> process() {
    Path number = place.home(host).resolve("server.pid");
    return Files.exists(number)
        ? Optional.of(Secrets.read(number))
            .filter(text -> text.matches("[0-9]+"))
            .flatMap(text -> ProcessHandle.of(Long.parseLong(text)))
            .filter(process -> machine.numbers().contains(process.pid()))
        : Optional.empty();
  }
}

package org.jitsuin.cluster.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.cluster.plan.ClusterPlan;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.cluster.plan.Role;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/** A MariaDB on a machine of a bed, with the plan's settings and directories of its own. */
final class MariaDb {
  /** What its process is called. */
  static final String PROCESS = "mariadbd";

  private static final String PACKAGE = "mariadb-server";
  private static final String CLIENT = "mariadb-client";
  private static final Duration SHORT = Duration.ofSeconds(3);

  private final BedPlace place;
  private final Host host;
  private final Machine machine;

  MariaDb(BedPlace place, Host host) {
    this.place = place;
    this.host = host;
    this.machine = new Machine(place, host.name());
  }

  Machine machine() {
    return machine;
  }

  Host host() {
    return host;
  }

  Path directory() {
    return place.machine(host);
  }

  /** The directory whose loss is the loss of the database. */
  Path data() {
    return directory().resolve("data");
  }

  Path log() {
    return directory().resolve("mariadbd.log");
  }

  boolean runs() {
    return machine.process(PROCESS).isPresent();
  }

  /** Writes what differs from a machine of its own: where it is. */
  void prepare() {
    try {
      Files.createDirectories(data());
      Files.createDirectories(directory().resolve("tmp"));
      Files.writeString(
          settings(),
          """
          !include %s
          [mariadb]
          user=root
          datadir=%s
          tmpdir=%s
          socket=%s
          log_error=%s
          """
              .formatted(
                  place.plan().resolve(host.name()).resolve(ClusterPlan.DATABASE),
                  data(),
                  directory().resolve("tmp"),
                  place.socket(host),
                  log()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + directory(), e);
    }
  }

  private Path settings() {
    return directory().resolve("own.cnf");
  }

  /** Makes an empty database. */
  void found() {
    // Relative paths: it is a script that takes others apart at what a shell thinks is special.
    String _ =
        SystemCommand.run(
            List.of(
                "/usr/bin/env",
                "--chdir=" + directory(),
                SystemCommand.find("mariadb-install-db", PACKAGE).toString(),
                "--no-defaults",
                "--user=root",
                "--datadir=./data",
                "--tmpdir=../tmp",
                "--auth-root-authentication-method=socket",
                "--auth-root-socket-user=root",
                "--skip-test-db"),
            List.of());
  }

  /** The program with its settings. */
  List<String> program() {
    return List.of(
        SystemCommand.find("mariadbd", PACKAGE).toString(), "--defaults-file=" + settings());
  }

  /** Starts it without waiting, unless it runs. */
  void begin(List<String> options) {
    List<String> command = new ArrayList<>(program());
    command.addAll(options);
    machine.start(PROCESS, command, Map.of(), log());
  }

  /** What it answers to root through its socket, one line for each row; empty where it does not. */
  Optional<String> ask(String statement) {
    return ask(SHORT, statement);
  }

  /** As {@link #ask(String)}, with more patience. */
  Optional<String> ask(Duration patience, String statement) {
    try {
      return Optional.of(execute(patience, "--execute=" + statement));
    } catch (SetupFailure e) {
      return Optional.empty();
    }
  }

  /**
   * Executes the statements of a file. Outside of the cluster they are of this database alone: who
   * follows it does not hear of them.
   *
   * @throws SetupFailure that says what it refused
   */
  void source(Duration patience, Path file) {
    String first = host.role() == Role.DATABASE ? "DO 1" : "SET SESSION sql_log_bin = 0";
    String _ = execute(patience, "--init-command=" + first, "--execute=source " + file);
  }

  private String execute(Duration patience, String... words) {
    List<String> command = new ArrayList<>(client(patience, "mariadb"));
    command.addAll(List.of("--batch", "--skip-column-names"));
    command.addAll(List.of(words));
    return SystemCommand.run(command, List.of());
  }

  private List<String> client(Duration patience, String program) {
    return List.of(
        SystemCommand.find("timeout", "coreutils").toString(),
        Long.toString(patience.toSeconds()),
        SystemCommand.find(program, CLIENT).toString(),
        "--no-defaults",
        "--socket=" + place.socket(host));
  }

  /** Writes a copy of the schema {@code status}, and where in its binary log that was taken. */
  void dump(Duration patience, Path file) {
    List<String> command = new ArrayList<>(client(patience, "mariadb-dump"));
    command.addAll(
        List.of(
            "--single-transaction",
            "--master-data=1",
            "--gtid",
            "--result-file=" + file,
            "--databases",
            "status"));
    String _ = SystemCommand.run(command, List.of());
  }
}

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
import org.jitsuin.installation.setup.PasswordHash;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/** A database node of a bed, with the plan's settings and directories of its own. */
public final class DatabaseNode {
  /** What its processes are called. */
  public static final String PROCESS = "mariadbd";

  static final String HEALTH = "health";

  private static final String PACKAGE = "mariadb-server";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofMinutes(2);

  private final BedPlace place;
  private final Host host;
  private final Machine machine;

  public DatabaseNode(BedPlace place, Host host) {
    this.place = place;
    this.host = host;
    this.machine = new Machine(place, host.name());
  }

  public Machine machine() {
    return machine;
  }

  public Host host() {
    return host;
  }

  private Path directory() {
    return place.machine(host);
  }

  /** The directory whose loss is the loss of the node. */
  private Path data() {
    return directory().resolve("data");
  }

  private Path settings() {
    return directory().resolve("own.cnf");
  }

  private Path log() {
    return directory().resolve("mariadbd.log");
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

  /** Makes the empty database from which all others are copied. */
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

  /**
   * Starts it and waits until it is in step with the others.
   *
   * @param first whether it is the one that the others join
   */
  public void start(boolean first) {
    begin(first);
    awaitStep();
  }

  /** Starts it without waiting. */
  public void begin(boolean first) {
    if (machine.process(PROCESS).isEmpty()) {
      List<String> command = new ArrayList<>(program());
      // As Debian's unit does it: where it was killed, it is sent no more than what it missed.
      group().recovered().ifPresent(position -> command.add("--wsrep-start-position=" + position));
      if (first) {
        command.add("--wsrep-new-cluster");
      }
      machine.start(PROCESS, command, Map.of(), log());
    }
    machine.start(
        HEALTH,
        List.of(
            SystemCommand.find("socat", "socat").toString(),
            "TCP-LISTEN:9200,reuseaddr,fork",
            "EXEC:sh " + ClusterPlan.HEALTH),
        Map.of("MYSQL_UNIX_PORT", place.socket(host).toString()),
        directory().resolve("health.log"));
  }

  /** What it knows of the group, while it does not run. */
  GroupState group() {
    return new GroupState(machine, directory(), data(), program());
  }

  private List<String> program() {
    return List.of(
        SystemCommand.find("mariadbd", PACKAGE).toString(), "--defaults-file=" + settings());
  }

  /** Waits until it has what the others have. */
  public void awaitStep() {
    Waiting.until(
        PATIENCE,
        () -> state().equals("Synced"),
        () -> machine.process(PROCESS).isEmpty(),
        () -> host.name() + " does not come into step; its log is " + log());
  }

  /** What it says of itself, such as {@code Synced}; empty where it does not answer. */
  public String state() {
    return ask("SHOW STATUS LIKE 'wsrep_local_state_comment'")
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .orElse("");
  }

  /** What it answers to root through its socket, one line for each row; empty where it does not. */
  public Optional<String> ask(String statement) {
    return ask(SHORT, statement);
  }

  /** As {@link #ask}, of many rows, with all that any node had committed before. */
  public Optional<String> read(String statement) {
    return ask(LONG, "SET SESSION wsrep_sync_wait = 7; " + statement);
  }

  private Optional<String> ask(Duration patience, String statement) {
    try {
      return Optional.of(
          SystemCommand.run(
              List.of(
                  SystemCommand.find("timeout", "coreutils").toString(),
                  Long.toString(patience.toSeconds()),
                  SystemCommand.find("mariadb", "mariadb-client").toString(),
                  "--no-defaults",
                  "--batch",
                  "--skip-column-names",
                  "--socket=" + place.socket(host),
                  "--execute=" + statement),
              List.of()));
    } catch (SetupFailure e) {
      return Optional.empty();
    }
  }

  /** Makes the administrator, by the hash of its password: a statement may come into a log. */
  void makeAdministrator() {
    Path file = directory().resolve("administrator.sql");
    Secrets.write(
        file,
        """
        CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY PASSWORD '%2$s' REQUIRE SSL;
        GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
        """
            .formatted(
                PrivateDatabase.ADMIN, PasswordHash.of(Secrets.read(place.administrator()))));
    if (ask("source " + file).isEmpty()) {
      throw new SetupFailure(host.name() + " did not take its administrator");
    }
  }

  /** Loses its disk, while it does not run. */
  public void loseData() {
    BedFiles.delete(data());
    prepare();
  }
}

package org.jitsuin.cluster.bed;

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
  public static final String PROCESS = MariaDb.PROCESS;

  static final String HEALTH = "health";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LONG = Duration.ofMinutes(2);

  private final BedPlace place;
  private final MariaDb database;

  public DatabaseNode(BedPlace place, Host host) {
    this.place = place;
    this.database = new MariaDb(place, host);
  }

  public Machine machine() {
    return database.machine();
  }

  public Host host() {
    return database.host();
  }

  /** Writes what differs from a machine of its own: where it is. */
  void prepare() {
    database.prepare();
  }

  /** The disk of its data, where it has one of its own. */
  public SmallDisk disk() {
    return new SmallDisk(database.data());
  }

  /** Makes the empty database from which all others are copied. */
  void found() {
    database.found();
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
    if (!database.runs()) {
      List<String> options = new ArrayList<>();
      // As Debian's unit does it: where it was killed, it is sent no more than what it missed.
      group().recovered().ifPresent(position -> options.add("--wsrep-start-position=" + position));
      if (first) {
        options.add("--wsrep-new-cluster");
      }
      database.begin(options);
    }
    machine()
        .start(
            HEALTH,
            List.of(
                SystemCommand.find("socat", "socat").toString(),
                "TCP-LISTEN:9200,reuseaddr,fork",
                "EXEC:sh " + ClusterPlan.HEALTH),
            Map.of("MYSQL_UNIX_PORT", place.socket(host()).toString()),
            database.directory().resolve("health.log"));
  }

  /** What it knows of the group, while it does not run. */
  GroupState group() {
    return new GroupState(machine(), database.directory(), database.data(), database.program());
  }

  /** Waits until it has what the others have. */
  public void awaitStep() {
    Waiting.until(
        PATIENCE,
        () -> state().equals("Synced"),
        () -> !database.runs(),
        () -> host().name() + " does not come into step; its log is " + database.log());
  }

  /** What it says of itself, such as {@code Synced}; empty where it does not answer. */
  public String state() {
    return ask("SHOW STATUS LIKE 'wsrep_local_state_comment'")
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .orElse("");
  }

  /** What it answers to root through its socket, one line for each row; empty where it does not. */
  public Optional<String> ask(String statement) {
    return database.ask(statement);
  }

  /** As {@link #ask}, of many rows, with all that any node had committed before. */
  public Optional<String> read(String statement) {
    return database.ask(LONG, "SET SESSION wsrep_sync_wait = 7; " + statement);
  }

  /** Makes the administrator, by the hash of its password: a statement may come into a log. */
  void makeAdministrator() {
    Path file = database.directory().resolve("administrator.sql");
    Secrets.write(
        file,
        """
        CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY PASSWORD '%2$s' REQUIRE SSL;
        GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
        """
            .formatted(
                PrivateDatabase.ADMIN, PasswordHash.of(Secrets.read(place.administrator()))));
    if (ask("source " + file).isEmpty()) {
      throw new SetupFailure(host().name() + " did not take its administrator");
    }
  }

  /** Loses its disk, while it does not run. */
  public void loseData() {
    BedFiles.empty(database.data());
    prepare();
  }
}

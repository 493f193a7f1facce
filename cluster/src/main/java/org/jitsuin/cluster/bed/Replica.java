package org.jitsuin.cluster.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.cluster.plan.ClusterPlan;
import org.jitsuin.cluster.plan.Host;
import org.jitsuin.cluster.plan.Role;
import org.jitsuin.installation.setup.PasswordHash;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A database of a bed that has the schema {@code status} alone and follows another one: a relay, or
 * what a validation authority reads.
 */
public final class Replica {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String COPIER = "jitsuin_copier";

  /** How the numbers of the cluster's changes begin, each at all nodes the same. */
  private static final String CLUSTER = "0-";

  /** What the plan has in the place of the copier's password. */
  private static final String PLACE = "…";

  private final BedPlace place;
  private final MariaDb database;

  Replica(BedPlace place, Host host) {
    this.place = place;
    this.database = new MariaDb(place, host);
  }

  public Machine machine() {
    return database.machine();
  }

  public Host host() {
    return database.host();
  }

  /** Starts it, and has it follow its source, with a copy first where it has none. */
  void start() {
    if (!Files.exists(database.data().resolve("mysql"))) {
      database.prepare();
      database.found();
    }
    begin();
    await("SELECT 1", "1", "does not start");
    if (!Files.exists(followed())) {
      follow(source());
    }
    awaitFollowing();
  }

  private MariaDb source() {
    return new MariaDb(place, Network.HOSTS.source(host()));
  }

  private void awaitFollowing() {
    await("SHOW GLOBAL STATUS LIKE 'Slave_running'", "Slave_running\tON", "does not follow");
  }

  /**
   * Takes another copy of its source in the place of what it has, and follows on from there. What
   * is behind it needs one from it then.
   */
  public void copyAnew() {
    require("STOP SLAVE; RESET SLAVE ALL; SET SESSION sql_log_bin = 0; DROP SCHEMA status");
    if (host().role() == Role.RELAY) {
      // What it passed on has numbers that may come again.
      require("RESET MASTER");
    }
    follow(source());
    awaitFollowing();
  }

  /**
   * Returns whether it follows its source and has nothing that this has not: who is further than
   * its source, by whatever the nodes lost, would pass over what comes next.
   */
  public boolean isInStep() {
    return state().equals("follows") && number(source()) >= number(database);
  }

  /** Starts it without waiting. */
  public void begin() {
    database.begin(List.of());
  }

  private Path followed() {
    return database.directory().resolve("followed");
  }

  /** As the book of the cluster says. */
  private void follow(MariaDb source) {
    Path copier = database.directory().resolve("copier.sql");
    String password = place.secrets().value("db-copier");
    Secrets.write(
        copier,
        """
        CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY PASSWORD '%2$s' REQUIRE SSL;
        GRANT REPLICATION SLAVE ON *.* TO '%1$s'@'%%';
        """
            .formatted(COPIER, PasswordHash.of(password)));
    source.source(PATIENCE, copier);
    Path copy = database.directory().resolve("status.sql");
    source.dump(PATIENCE, copy);
    database.source(PATIENCE, copy);
    Path follow = database.directory().resolve(ClusterPlan.FOLLOW);
    try {
      Secrets.write(
          follow,
          Files.readString(place.plan().resolve(host().name()).resolve(ClusterPlan.FOLLOW))
              .replace(PLACE, password));
      database.source(PATIENCE, follow);
      Files.delete(follow);
      Files.writeString(followed(), "");
    } catch (IOException e) {
      throw new UncheckedIOException("in " + database.directory(), e);
    }
  }

  private void await(String question, String answer, String complaint) {
    Waiting.until(
        PATIENCE,
        () -> database.ask(question).filter(answer::equals).isPresent(),
        () -> !database.runs(),
        () ->
            "%s %s; its log is %s: %s"
                .formatted(host().name(), complaint, database.log(), state()));
  }

  /** What it says of itself: {@code follows}, or what is in the way; empty where it is silent. */
  public String state() {
    return database
        .ask("SHOW GLOBAL STATUS LIKE 'Slave_running'")
        .map(line -> line.endsWith("\tON") ? "follows" : trouble())
        .orElse("");
  }

  private String trouble() {
    // Names of columns and values in turn would be needed otherwise: the last errors say why.
    return database
        .ask("SHOW SLAVE STATUS")
        .map(line -> line.replace('\t', ' ').strip())
        .filter(line -> !line.isEmpty())
        .orElse("follows nobody");
  }

  /** What it answers to root through its socket; empty where it does not. */
  public Optional<String> ask(String statement) {
    return database.ask(statement);
  }

  /** What others copy from it, as its files have it. */
  String binaryLog() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(database.data())) {
      for (Path file :
          files.filter(one -> one.toString().matches(".*jitsuin-bin\\.\\d+")).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** As an operator does it who does not know what he does: it stands still, and answers. */
  public void stopFollowing() {
    require("STOP SLAVE");
  }

  /** Undoes {@link #stopFollowing}. */
  public void goOnFollowing() {
    require("START SLAVE");
  }

  /**
   * Follows another node from where it is: what is the same at each has the same number there. A
   * node that lacks the last of what is known here is late by a moment, or numbers otherwise than
   * the one that was followed; who began behind that would pass over what it has by those numbers.
   *
   * @throws SetupFailure if the node does not come to have it: then a new copy is needed
   */
  public void follow(DatabaseNode other) {
    require("STOP SLAVE");
    MariaDb node = new MariaDb(place, other.host());
    long known = number(database);
    Waiting.until(
        SOON,
        () -> number(node) >= known,
        () -> false,
        () ->
            other.host().name()
                + (" has not change " + known + ", which " + host().name())
                + " has: that one needs a new copy");
    require("CHANGE MASTER TO MASTER_HOST='%s'; START SLAVE".formatted(other.host().address()));
  }

  /** The last change of the cluster that one has; -1 of who does not answer or has none. */
  private static long number(MariaDb one) {
    return one.ask("SELECT CONCAT(@@gtid_slave_pos, ',', @@gtid_binlog_pos)").stream()
        .flatMap(positions -> Arrays.stream(positions.split(",", -1)))
        .filter(position -> position.startsWith(CLUSTER))
        .mapToLong(position -> Long.parseLong(position.substring(position.lastIndexOf('-') + 1)))
        .max()
        .orElse(-1);
  }

  private void require(String statements) {
    if (database.ask(PATIENCE, statements).isEmpty()) {
      throw new SetupFailure(host().name() + " refused: " + statements);
    }
  }

  /** Lets in those who read here, as the file says that the server wrote. */
  void letIn(Path users) {
    database.source(PATIENCE, users);
  }
}

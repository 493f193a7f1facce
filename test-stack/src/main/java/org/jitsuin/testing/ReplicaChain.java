package org.jitsuin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.installation.setup.ReplicaUsers;

/**
 * The databases of a validation authority on this machine, as {@code docs/cluster.md} sets them up:
 * the authority's own with all schemas, a relay of the schema {@code status} alone, and behind it a
 * replica that is only read. What {@code status} has in it is that of the test stack.
 */
public final class ReplicaChain implements AutoCloseable {
  /** A server of the chain. */
  public enum Place {
    PRIMARY(1),
    RELAY(2),
    REPLICA(3);

    private final int number;

    Place(int number) {
      this.number = number;
    }
  }

  private static final String COPIER = "jitsuin_copier";
  private static final String PASSWORD = "no-secret";

  private final Path home;
  private final Map<Place, ChainServer> servers = new EnumMap<>(Place.class);
  private final Map<String, RenewablePool> pools = new HashMap<>();

  private ReplicaChain(Path home) {
    this.home = home;
  }

  /** Starts all three, with the replica following; some ten seconds. */
  public static ReplicaChain start(Path home) {
    ReplicaChain chain = new ReplicaChain(home.toAbsolutePath());
    try {
      chain.begin();
      return chain;
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  private void begin() {
    Path empty = home.resolve("empty");
    ChainServer.install(empty);
    // What docs/cluster.md gives for each; on the first nothing filters.
    List<String> reading =
        List.of("--read-only=1", "--replicate-wild-do-table=status.%", "--gtid-strict-mode=ON");
    add(Place.PRIMARY, empty, List.of("--log-bin=binlog", "--binlog-format=ROW"));
    List<String> passing = new ArrayList<>(reading);
    passing.addAll(List.of("--log-bin=binlog", "--binlog-format=ROW", "--log-slave-updates=ON"));
    add(Place.RELAY, empty, passing);
    add(Place.REPLICA, empty, reading);
    for (Place place : Place.values()) {
      servers.get(place).start();
    }
    follow(Place.RELAY, Place.PRIMARY);
    follow(Place.REPLICA, Place.RELAY);
    fill();
    // Rights are given on tables that are there.
    await();
    // As the operator of a replica is told to.
    for (String statement :
        ReplicaUsers.sql(Map.of(DatabaseUser.OCSP, PASSWORD)).split(";\n", -1)) {
      if (statement.isBlank()) {
        continue;
      }
      execute(Place.REPLICA, statement);
    }
    execute(
        Place.PRIMARY,
        "CREATE USER jitsuin_ocsp@'%' IDENTIFIED BY '" + PASSWORD + "'",
        "GRANT ALL ON status.* TO jitsuin_ocsp@'%'");
    await();
  }

  private void add(Place place, Path empty, List<String> options) {
    Path directory = home.resolve(place.name().toLowerCase(Locale.ROOT));
    Trees.copy(empty, directory.resolve("data"));
    List<String> all = new ArrayList<>(options);
    all.add("--server-id=" + place.number);
    servers.put(place, new ChainServer(directory, FreePorts.next(), all));
  }

  /** Brings what the test stack has in {@code status}, and somebody's name beside it. */
  private void fill() {
    StatusCopy.bring(
        TestStack.shared(), servers.get(Place.PRIMARY).port(), home.resolve("status.sql"));
    execute(
        Place.PRIMARY,
        "CREATE SCHEMA ca",
        "CREATE TABLE ca.resident (name VARCHAR(64) PRIMARY KEY)",
        "INSERT INTO ca.resident VALUES ('Nobody outside may read this')");
  }

  /** Has one server follow another, from where it is. */
  public void follow(Place follower, Place source) {
    execute(
        source,
        "SET sql_log_bin = 0",
        "CREATE OR REPLACE USER %s@'%%' IDENTIFIED BY '%s'".formatted(COPIER, PASSWORD),
        "GRANT REPLICATION SLAVE ON *.* TO %s@'%%'".formatted(COPIER));
    execute(
        follower,
        "STOP SLAVE",
        String.format(
            Locale.ROOT,
            "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=%d, MASTER_USER='%s',"
                + " MASTER_PASSWORD='%s', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1,"
                + " MASTER_HEARTBEAT_PERIOD=1",
            servers.get(source).port(),
            COPIER,
            PASSWORD),
        "START SLAVE");
  }

  /** Waits until the replica has all that the authority's own database has. */
  public void await() {
    awaitPosition(Place.RELAY, position(Place.PRIMARY));
    awaitPosition(Place.REPLICA, position(Place.RELAY));
  }

  /** As {@link #await}, where the replica follows the authority's own database itself. */
  public void awaitFromPrimary() {
    awaitPosition(Place.REPLICA, position(Place.PRIMARY));
  }

  private String position(Place place) {
    return ask(place, "SELECT @@gtid_binlog_pos");
  }

  private void awaitPosition(Place place, String position) {
    String late = ask(place, "SELECT MASTER_GTID_WAIT('" + position + "', 120)");
    if (!late.equals("0")) {
      throw new IllegalStateException(place + " does not come to " + position);
    }
  }

  /** Executes statements on one connection as one who may do all. */
  public void execute(Place place, String... statements) {
    try (Connection connection = admin(place);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks for the first cell of an answer, as one who may do all. */
  public String ask(Place place, String question) {
    try (Connection connection = admin(place);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      return answer.next() ? answer.getString(1) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection admin(Place place) throws SQLException {
    return DriverManager.getConnection(
        servers.get(place).url(), ChainServer.ADMIN, ChainServer.PASSWORD);
  }

  /** Connections of one who may do all. */
  public DataSource admin() {
    return pool(Place.PRIMARY, ChainServer.ADMIN, ChainServer.PASSWORD);
  }

  /** Connections of the responder's user. */
  public DataSource ocsp(Place place) {
    return pool(place, DatabaseUser.OCSP.databaseName(), PASSWORD);
  }

  private synchronized DataSource pool(Place place, String user, String password) {
    return pools.computeIfAbsent(
        servers.get(place).url()
            + "?minPoolSize=1&maxPoolSize=8&connectTimeout=5000&user="
            + user
            + "&password="
            + password,
        RenewablePool::new);
  }

  /** Copies what the replica is now, to be put back later. */
  public void keepReplica() {
    ChainServer replica = servers.get(Place.REPLICA);
    replica.stop();
    Path kept = home.resolve("kept");
    Trees.delete(kept);
    Trees.copy(replica.data(), kept);
    restart(replica);
  }

  /** Puts the replica back to what was kept; it does not follow yet. */
  public void putBackReplica() {
    ChainServer replica = servers.get(Place.REPLICA);
    replica.stop();
    Trees.delete(replica.data());
    Trees.copy(home.resolve("kept"), replica.data());
    restart(replica);
  }

  private void restart(ChainServer server) {
    server.start();
    pools.values().forEach(RenewablePool::renew);
  }

  /** The files of a server, as far as they are its binary log. */
  public List<Path> binaryLog(Place place) {
    try (var files = Files.list(servers.get(place).data())) {
      return files.filter(file -> file.getFileName().toString().matches("binlog\\.\\d+")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    pools.values().forEach(RenewablePool::close);
    servers.values().forEach(ChainServer::kill);
    Trees.delete(home);
  }
}

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jitsuin.installation.ceremony.PrivateInstallation;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.SystemCommand;

/**
 * A MariaDB Galera cluster on this machine, with schemas and users, and nothing in the schemas.
 *
 * <p>All nodes begin with copies of one data directory, so that none has to be sent to another.
 */
public final class GaleraCluster implements AutoCloseable {
  /** Where Debian's package {@code galera-4} puts it, which {@code mariadb-server} brings along. */
  private static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");

  private static final long MEBI = 1L << 20;
  private static final Size SMALL = new Size(64 * MEBI, 16 * MEBI);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PORTS = 3;

  private final Path home;
  private final PrivateInstallation seed;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, RenewablePool> pools = new HashMap<>();

  /** A node: where it stands, and the port that clients reach. */
  private record Node(Path directory, int sql, Process process) {}

  private GaleraCluster(Path home) {
    this.home = home;
    this.seed = new PrivateInstallation(home.resolve("seed"), SMALL);
  }

  /** Returns whether this machine has what it takes. */
  public static boolean isInstalled() {
    return Files.exists(PROVIDER);
  }

  /** Starts a cluster of so many nodes, and waits until all are in step. */
  public static GaleraCluster start(Path home, int nodes) {
    GaleraCluster cluster = new GaleraCluster(home);
    try {
      cluster.begin(nodes);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void begin(int count) {
    seed.start();
    seed.database().stop();
    List<Integer> ports =
        IntStream.range(0, count * PORTS).mapToObj(_ -> FreePorts.next()).toList();
    String group =
        ports.subList(0, count).stream()
            .map(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(",", "gcomm://", ""));
    UUID history = UUID.randomUUID();
    for (int i = 0; i < count; i++) {
      Path directory = home.resolve("node-" + i);
      Trees.copy(seed.home().resolve("db").resolve("data"), directory.resolve("data"));
      write(directory.resolve("data").resolve("grastate.dat"), state(history, i));
      int sql = ports.get(count + i);
      int transfer = ports.get(2 * count + i);
      Process process = launch(directory, i, List.of(ports.get(i), sql, transfer), group);
      nodes.add(new Node(directory, sql, process));
      // The first is the group; each further one is to find it.
      awaitStep(nodes.getLast());
    }
  }

  /**
   * The place in the history that a node has when it joins as the next one: each that joins is the
   * next number, and so nothing has to be brought over.
   */
  private static String state(UUID history, int number) {
    return String.format(
        Locale.ROOT,
        """
        # GALERA saved state
        version: 2.1
        uuid:    %s
        seqno:   %d
        safe_to_bootstrap: %d
        """,
        history,
        number,
        number == 0 ? 1 : 0);
  }

  private static Process launch(Path directory, int number, List<Integer> ports, String group) {
    int own = ports.getFirst();
    List<String> command = new ArrayList<>();
    command.add(SystemCommand.find("mariadbd", "mariadb-server").toString());
    command.addAll(
        List.of(
            "--no-defaults",
            "--user=" + System.getProperty("user.name"),
            "--datadir=" + directory.resolve("data"),
            "--tmpdir=" + directory.resolve("tmp"),
            "--socket=mariadbd.sock",
            "--pid-file=" + directory.resolve("mariadbd.pid"),
            "--port=" + ports.get(1),
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_bin",
            "--innodb-buffer-pool-size=" + SMALL.pages(),
            "--innodb-log-file-size=" + SMALL.log(),
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-autoinc-lock-mode=2",
            "--binlog-format=ROW",
            "--wsrep-on=ON",
            "--wsrep-provider=" + PROVIDER,
            "--wsrep-cluster-name=jitsuin-test",
            "--wsrep-cluster-address=" + group,
            "--wsrep-node-name=node-" + number,
            "--wsrep-node-address=127.0.0.1:" + own,
            "--wsrep-slave-threads=2",
            "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:"
                + own
                + ";ist.recv_addr=127.0.0.1:"
                + ports.get(2)
                + ";gcache.size=32M"));
    if (number == 0) {
      command.add("--wsrep-new-cluster");
    }
    try {
      Files.createDirectories(directory.resolve("tmp"));
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(directory.resolve("mariadbd.log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitStep(Node node) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isInStep(node)) {
      if (!node.process().isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("a node does not start: " + lastLines(node));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean isInStep(Node node) {
    try (Connection connection = DriverManager.getConnection(url(node, "admin", ""));
        Statement statement = connection.createStatement();
        ResultSet state = statement.executeQuery("SHOW STATUS LIKE 'wsrep_local_state_comment'")) {
      return state.next() && state.getString(2).equals("Synced");
    } catch (SQLException e) {
      return false;
    }
  }

  private static String lastLines(Node node) {
    try {
      List<String> lines = Files.readAllLines(node.directory().resolve("mariadbd.log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String url(Node node, String user, String options) {
    String name =
        user.equals("admin")
            ? PrivateDatabase.ADMIN
            : Stream.of(DatabaseUser.values())
                .filter(one -> one.id().equals(user))
                .findFirst()
                .orElseThrow()
                .databaseName();
    return String.format(
        Locale.ROOT,
        "jdbc:mariadb://127.0.0.1:%d/?connectTimeout=5000%s&user=%s&password=%s",
        node.sql(),
        options,
        name,
        seed.secrets().value("db-" + user));
  }

  /**
   * Connections to one of the nodes.
   *
   * @param user {@code ca}, {@code ocsp}, {@code crl}, or {@code admin}, who may all
   */
  public DataSource node(int number, String user) {
    return pool(number, user, "");
  }

  /** As {@link #node}; what is read has all that any node had committed before. */
  public DataSource upToDate(int number, String user) {
    return pool(number, user, "&sessionVariables=wsrep_sync_wait=7");
  }

  private synchronized DataSource pool(int number, String user, String options) {
    return pools.computeIfAbsent(
        url(nodes.get(number), user, "&minPoolSize=1&maxPoolSize=16" + options),
        RenewablePool::new);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    pools.values().forEach(RenewablePool::close);
    nodes.forEach(node -> node.process().destroyForcibly());
    for (Node node : nodes) {
      try {
        node.process().waitFor(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    seed.database().kill();
  }
}

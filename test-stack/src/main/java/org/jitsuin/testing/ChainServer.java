package org.jitsuin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jitsuin.installation.setup.SystemCommand;

/** A small MariaDB of a {@link ReplicaChain}; what it copies, it does not do before it is told. */
final class ChainServer {
  static final String ADMIN = "chain_admin";
  static final String PASSWORD = "no-secret";

  private static final String LOG_SIZE = "--innodb-log-file-size=16M";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final int port;
  private final List<String> options;
  private Optional<Process> process = Optional.empty();

  ChainServer(Path directory, int port, List<String> options) {
    this.directory = directory;
    this.port = port;
    this.options = List.copyOf(options);
  }

  int port() {
    return port;
  }

  Path data() {
    return directory.resolve("data");
  }

  String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/";
  }

  /** Makes a data directory with nothing in it. */
  static void install(Path data) {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SystemCommand.run(
        List.of(
            "/usr/bin/env",
            "--chdir=" + data.getParent(),
            SystemCommand.find("mariadb-install-db", "mariadb-server").toString(),
            "--no-defaults",
            "--user=" + System.getProperty("user.name"),
            "--datadir=./" + data.getFileName(),
            "--auth-root-authentication-method=socket",
            "--auth-root-socket-user=" + System.getProperty("user.name"),
            LOG_SIZE,
            "--skip-test-db"),
        List.of());
  }

  /** Starts it and waits until it answers. */
  void start() {
    try {
      Files.createDirectories(directory.resolve("tmp"));
      Path init =
          Files.writeString(
              directory.resolve("init.sql"),
              """
              SET sql_log_bin = 0;
              CREATE OR REPLACE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
              GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
              """
                  .formatted(ADMIN, PASSWORD));
      process =
          Optional.of(
              new ProcessBuilder(command(init))
                  .redirectErrorStream(true)
                  .redirectOutput(
                      ProcessBuilder.Redirect.appendTo(directory.resolve("mariadbd.log").toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswer();
  }

  private List<String> command(Path init) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            SystemCommand.find("mariadbd", "mariadb-server").toString(),
            "--no-defaults",
            "--user=" + System.getProperty("user.name"),
            "--datadir=" + data(),
            "--tmpdir=" + directory.resolve("tmp"),
            "--socket=mariadbd.sock",
            "--pid-file=" + directory.resolve("mariadbd.pid"),
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--init-file=" + init,
            "--skip-name-resolve",
            "--skip-slave-start",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_bin",
            "--innodb-buffer-pool-size=32M",
            "--innodb-flush-log-at-trx-commit=2",
            "--relay-log=relaylog",
            LOG_SIZE));
    command.addAll(options);
    return command;
  }

  private void awaitAnswer() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.orElseThrow().isAlive() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("a database does not start; see " + directory);
      }
      pause();
    }
  }

  private boolean answers() {
    try (Connection connection =
        DriverManager.getConnection(url() + "?connectTimeout=1000", ADMIN, PASSWORD)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it in order. */
  void stop() {
    process.ifPresent(running -> {
      running.destroy();
      await(running);
    });
  }

  void kill() {
    process.ifPresent(running -> {
      running.destroyForcibly();
      await(running);
    });
  }

  private static void await(Process running) {
    try {
      if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("a database does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

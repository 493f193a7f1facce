package org.jitsuin.installation.setup;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A MariaDB server of our own, from Debian's programs: its own data directory, socket and port,
 * reachable from this machine only, with real users and grants. It outlives the process that starts
 * it.
 */
public final class PrivateDatabase {
  /** The user that makes schemas and users. */
  public static final String ADMIN = "jitsuin_admin";

  private static final String PACKAGE = "mariadb-server";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(50);

  private final Path directory;
  private final int port;
  private final Path adminPassword;
  private final Size size;

  /**
   * @param directory holds data, socket, process number and log
   * @param adminPassword the file with the password of {@link #ADMIN}
   */
  public PrivateDatabase(Path directory, int port, Path adminPassword, Size size) {
    this.directory = directory.toAbsolutePath();
    this.port = port;
    this.adminPassword = adminPassword;
    this.size = size;
  }

  /**
   * The size of the database in the machine's memory and on its disk.
   *
   * @param pages memory for pages of its tables, in octets
   * @param log disk for its redo log, in octets; the larger, the less often a page is written
   */
  public record Size(long pages, long log) {
    private static final long MEBI = 1L << 20;
    private static final long GIBI = 1L << 30;

    /** The size for a few thousand rows. */
    public static final Size SMALL = new Size(256 * MEBI, 96 * MEBI);

    public static Size ofThisMachine() {
      return of(
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
    }

    /**
     * A quarter of the memory for pages, within bounds; the log half as large, up to 1 GiB.
     *
     * @param memory of the machine or container, in octets
     */
    static Size of(long memory) {
      long pages = Math.clamp(memory / 4, SMALL.pages, 8 * GIBI) / MEBI * MEBI;
      return new Size(pages, Math.clamp(pages / 2, SMALL.log, GIBI));
    }
  }

  /** Returns the address without a schema: statements name it. */
  public String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/";
  }

  /** The process, if it runs. */
  public Optional<ProcessHandle> process() {
    try {
      Path file = directory.resolve("mariadbd.pid");
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      long number = Long.parseLong(Files.readString(file).strip());
      return ProcessHandle.of(number).filter(this::isOurs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException e) {
      // A half-written file of a server that died while starting.
      return Optional.empty();
    }
  }

  /** A process number may have gone to another program since, even to another MariaDB. */
  private boolean isOurs(ProcessHandle process) {
    String ours = "--datadir=" + data();
    return process.isAlive()
        && process.info().arguments().filter(all -> List.of(all).contains(ours)).isPresent();
  }

  /** Starts it, making its data directory first where there is none, and waits until it answers. */
  public void start() {
    if (process().isPresent()) {
      return;
    }
    try {
      Files.createDirectories(temporary());
      // MariaDB lets its group read what it writes.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + temporary(), e);
    }
    Path init = directory.resolve("init.sql");
    if (!Files.exists(data().resolve("mysql"))) {
      install();
    }
    Secrets.write(
        init,
        """
        CREATE OR REPLACE USER '%1$s'@'%%' IDENTIFIED BY PASSWORD '%2$s';
        GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
        """
            .formatted(ADMIN, PasswordHash.of(Secrets.read(adminPassword))));
    Process process = launch(init);
    awaitAnswer(process);
    try {
      Files.delete(init);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  /**
   * Returns a temporary directory of the database's own, since a MariaDB that starts deletes what
   * others keep in a shared one.
   */
  private Path temporary() {
    return directory.resolve("tmp");
  }

  private void install() {
    try {
      Files.createDirectories(data());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + data(), e);
    }
    // Relative paths: it is a script that takes others apart at what a shell thinks is special.
    SystemCommand.run(
        List.of(
            "/usr/bin/env",
            "--chdir=" + directory,
            SystemCommand.find("mariadb-install-db", PACKAGE).toString(),
            "--no-defaults",
            "--user=" + user(),
            "--datadir=./data",
            "--tmpdir=../tmp",
            "--auth-root-authentication-method=socket",
            "--auth-root-socket-user=" + user(),
            "--skip-test-db"),
        List.of());
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private Process launch(Path init) {
    List<String> command = new ArrayList<>();
    // A session of its own, so that the interrupt key in the terminal does not reach it.
    command.add(SystemCommand.find("setsid", "util-linux").toString());
    command.add(SystemCommand.find("mariadbd", PACKAGE).toString());
    command.addAll(
        List.of(
            "--no-defaults",
            "--user=" + user(),
            "--datadir=" + data(),
            "--tmpdir=" + temporary(),
            // Below the data directory; a path that is whole may be longer than sockets allow.
            "--socket=mariadbd.sock",
            "--pid-file=" + directory.resolve("mariadbd.pid"),
            "--init-file=" + init,
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--local-infile=0",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_bin",
            "--innodb-buffer-pool-size=" + size.pages(),
            "--innodb-log-file-size=" + size.log(),
            "--innodb-flush-neighbors=0",
            "--innodb-flush-log-at-trx-commit=1",
            // What is erased is overwritten where it stood, once nobody can see it any more.
            "--innodb-immediate-scrub-data-uncompressed=1",
            "--max-connections=200"));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(
              ProcessBuilder.Redirect.appendTo(directory.resolve("mariadbd.log").toFile()))
          .start();
    } catch (IOException e) {
      throw new SetupFailure("mariadbd cannot be started: " + e.getMessage(), e);
    }
  }

  private void awaitAnswer(Process process) {
    // By the time that passed: one try may take a second of its own.
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      if (answers()) {
        return;
      }
      try {
        if (process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() != 0) {
          throw new SetupFailure(
              "MariaDB did not start on port " + port + "; its last lines: " + lastLines());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SetupFailure("interrupted while MariaDB started", e);
      }
    }
    throw new SetupFailure("MariaDB does not answer on port " + port + "; see " + log());
  }

  private boolean answers() {
    try (Connection connection =
        DriverManager.getConnection(
            // Another program at this port may accept connections and never say anything.
            url() + "?connectTimeout=1000", ADMIN, Secrets.read(adminPassword))) {
      return connection.isValid(1) && process().isPresent();
    } catch (SQLException e) {
      return false;
    }
  }

  private Path log() {
    return directory.resolve("mariadbd.log");
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    } catch (IOException e) {
      return "(no log in " + log() + ")";
    }
  }

  /** Ends it in order, waiting until all is on disk. */
  public void stop() {
    process().ifPresent(running -> end(running, running.destroy()));
  }

  /** Ends it as a power cut would, for tests. */
  public void kill() {
    process().ifPresent(running -> end(running, running.destroyForcibly()));
  }

  private void end(ProcessHandle running, boolean asked) {
    try {
      if (asked) {
        running.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new SetupFailure("MariaDB (process " + running.pid() + ") does not end", e);
    }
  }
}

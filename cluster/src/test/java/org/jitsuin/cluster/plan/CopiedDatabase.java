package org.jitsuin.cluster.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/** A MariaDB with settings of a file, as a container has it: root has a password of a file. */
final class CopiedDatabase {
  private static final String PACKAGE = "mariadb-server";
  private static final int TRIES = 300;

  private final Path directory;
  private final Path command;
  private final String port;
  private Process process;

  /**
   * @param settings those of its kind, which it reads first
   * @param own those of this one
   */
  CopiedDatabase(Path directory, String settings, String own) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.port = Integer.toString(FreePorts.next());
    Path password = Files.writeString(directory.resolve("root-password"), "for-a-test");
    Path first = Files.writeString(directory.resolve("first.cnf"), settings);
    Files.writeString(
        directory.resolve("own.cnf"),
        """
        !include %s
        [mariadb]
        user=root
        port=%s
        datadir=%s
        socket=%s
        pid_file=%s
        innodb_buffer_pool_size=32M
        innodb_log_file_size=16M
        max_connections=20
        %s
        """
            .formatted(
                first, port, directory.resolve("data"), socket(), directory.resolve("pid"), own));
    // What docker compose exec does: a command where this database is, in its environment.
    command =
        Files.writeString(
            directory.resolve("exec"),
            """
            #!/bin/sh
            export MARIADB_ROOT_PASSWORD_FILE=%s MYSQL_UNIX_PORT=%s
            exec "$@"
            """
                .formatted(password, socket()));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
  }

  private Path socket() {
    return directory.resolve("socket");
  }

  String port() {
    return port;
  }

  /** Runs what follows it where this database is. */
  Path command() {
    return command;
  }

  void start() throws IOException, InterruptedException {
    String _ =
        SystemCommand.run(
            List.of(
                SystemCommand.find("mariadb-install-db", PACKAGE).toString(),
                "--no-defaults",
                "--user=root",
                "--datadir=" + directory.resolve("data"),
                "--auth-root-authentication-method=normal",
                "--skip-test-db"),
            List.of());
    process =
        new ProcessBuilder(
                SystemCommand.find("mariadbd", PACKAGE).toString(),
                "--defaults-file=" + directory.resolve("own.cnf"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    for (int i = 0; i < TRIES && !Files.exists(directory.resolve("pid")); i++) {
      Thread.sleep(100);
    }
    String _ =
        SystemCommand.run(
            List.of(
                SystemCommand.find("mariadb", "mariadb-client").toString(),
                "--no-defaults",
                "--user=root",
                "--socket=" + socket(),
                "--execute=SET SESSION sql_log_bin = 0;"
                    + " ALTER USER root@localhost IDENTIFIED BY 'for-a-test'"),
            List.of());
  }

  /**
   * What it answers to root, a line for each row.
   *
   * @throws SetupFailure that says what it refused
   */
  String ask(String statements) {
    return SystemCommand.run(
        List.of(
            command.toString(),
            "mariadb",
            "--no-defaults",
            "--user=root",
            "--password=for-a-test",
            "--batch",
            "--skip-column-names",
            "--execute=" + statements),
        List.of());
  }

  /** Waits until it answers something. */
  boolean comesToSay(String statement, String answer) throws InterruptedException {
    boolean said = false;
    for (int i = 0; i < TRIES && !said; i++) {
      Thread.sleep(100);
      said = ask(statement).strip().equals(answer);
    }
    return said;
  }

  String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  /** Ends it and waits until it has. */
  void end() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }
}

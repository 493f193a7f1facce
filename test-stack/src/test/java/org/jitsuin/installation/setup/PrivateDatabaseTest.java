package org.jitsuin.installation.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server of its own. Making its data directory takes longest, so that one test does several. */
@Tag("stack")
class PrivateDatabaseTest {
  @TempDir private Path directory;

  private Path password;
  private Path place;
  private int port;
  private PrivateDatabase database;

  @BeforeEach
  void prepare() throws IOException {
    password = new Secrets(directory, new SecureRandom()).file("admin");
    port = freePort();
    // Longer than the path of a socket may be, with signs that a shell would take it apart at.
    place = Files.createDirectory(directory.resolve("a b#%" + "c".repeat(120))).resolve("db");
    database = new PrivateDatabase(place, port, password, Size.SMALL);
  }

  @ParameterizedTest
  @CsvSource({"1, 256, 128", "2, 512, 256", "16, 4096, 1024", "512, 8192, 1024"})
  void size_ofAMachine_isAQuarterWithinBounds(long memory, long pages, long log) {
    Size size = Size.of(memory << 30);
    assertThat(size.pages()).isEqualTo(pages << 20);
    assertThat(size.log()).isEqualTo(log << 20);
  }

  @AfterEach
  void end() {
    database.kill();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.url(), PrivateDatabase.ADMIN, Secrets.read(password));
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private int count() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM t.t")) {
      result.next();
      return result.getInt(1);
    }
  }

  @Test
  void start_againAfterKillAndStop_keepsWhatWasCommitted() throws IOException, SQLException {
    database.start();
    long first = database.process().orElseThrow().pid();
    execute("CREATE SCHEMA t", "CREATE TABLE t.t (x INT)", "INSERT INTO t.t VALUES (1)");
    assertThat(Files.exists(place.resolve("init.sql"))).isFalse();

    database.start();
    assertThat(database.process().orElseThrow().pid()).isEqualTo(first);

    execute("INSERT INTO t.t VALUES (2)");
    database.kill();
    assertThat(database.process()).isEmpty();
    database.start();
    assertThat(count()).isEqualTo(2);

    database.stop();
    assertThat(database.process()).isEmpty();
    portTaken_isSaidInASentence();
    pidFileOfAnotherProcess_isNotOurs();

    database.start();
    assertThat(count()).isEqualTo(2);
  }

  private void portTaken_isSaidInASentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(SetupFailure.class)
          .isThrownBy(database::start)
          .withMessageContaining("MariaDB did not start on port " + taken.getLocalPort())
          .withMessageContaining("in use");
    }
    // The password is not left lying in the statement that was to set it.
    assertThat(permissions(place.resolve("init.sql"))).isIn("none", "rw-------");
  }

  private static String permissions(Path file) throws IOException {
    return Files.exists(file)
        ? PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
        : "none";
  }

  /** After a restart of the machine the number in the file may be that of any program. */
  private void pidFileOfAnotherProcess_isNotOurs() throws IOException {
    Path pid = place.resolve("mariadbd.pid");
    for (String number :
        List.of(Long.toString(ProcessHandle.current().pid()), "999999999", "", "x")) {
      Files.writeString(pid, number);
      assertThat(database.process()).isEmpty();
      database.kill();
    }
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }
}

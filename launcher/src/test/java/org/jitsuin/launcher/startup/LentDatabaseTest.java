package org.jitsuin.launcher.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jitsuin.installation.ceremony.PrivateInstallation;
import org.jitsuin.installation.setup.FreePorts;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A validation authority at a database of which it knows no administrator. */
@Tag("stack")
class LentDatabaseTest {
  @TempDir private static Path directory;
  private static PrivateInstallation authority;

  @BeforeAll
  static void install() {
    authority = new PrivateInstallation(directory.resolve("authority"), Size.SMALL);
    authority.start();
  }

  @AfterAll
  static void end() {
    authority.database().kill();
  }

  private static Installation reading(String home, String url) {
    return new Installation(
        directory.resolve(home), Map.of("JITSUIN_SERVICES", "ocsp", "JITSUIN_DB_URL", url));
  }

  private static void administer(String... statements) throws SQLException {
    try (Connection connection = authority.admin().getConnection();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        if (!one.isBlank()) {
          statement.execute(one);
        }
      }
    }
  }

  /** What is written for the administrator says no password, and lets in who is to read. */
  @Test
  void describe_notLetIn_writesWhatLetsItIn() throws IOException, SQLException {
    Installation installation = reading("reader", authority.database().url());
    LentDatabase database = new LentDatabase(installation);
    assertThatThrownBy(database::describe)
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("replica-users.sql")
        .hasMessageContaining("db-ocsp");
    String sql = Files.readString(installation.replicaUsers());
    String password = installation.secrets().value("db-ocsp");
    assertThat(sql).contains("jitsuin_ocsp").doesNotContain(password, "jitsuin_crl");
    try {
      administer(sql.split(";\n", -1));
      assertThat(database.describe())
          .hasValueSatisfying(
              said -> assertThat(said).contains("MariaDB", "as a reader").doesNotContain(password));
    } finally {
      // As the authority has it.
      authority.start();
    }
  }

  @Test
  void describe_schemaOfANewerRelease_isRefused() throws SQLException {
    Installation installation = reading("older", authority.database().url());
    Secrets.write(
        installation.secretFiles().resolve("db-ocsp"), authority.secrets().value("db-ocsp"));
    LentDatabase database = new LentDatabase(installation);
    administer("UPDATE status.schema_level SET contracted = 900000");
    try {
      assertThatThrownBy(database::describe)
          .isInstanceOf(SetupFailure.class)
          .hasMessageContaining("newer");
    } finally {
      administer("UPDATE status.schema_level SET contracted = 0");
    }
    assertThat(database.describe()).isPresent();
  }

  @Test
  void describe_databaseAway_isWaitedFor() {
    String nowhere = "jdbc:mariadb://127.0.0.1:" + FreePorts.next() + "/";
    assertThat(new LentDatabase(reading("waiting", nowhere)).describe()).isEmpty();
  }

  @Test
  void describe_repositoryAlone_needsNone() {
    Installation installation =
        new Installation(directory.resolve("files"), Map.of("JITSUIN_SERVICES", "repository"));
    assertThat(new LentDatabase(installation).describe()).hasValue("none is needed");
  }

  @Test
  void describeHome_wrongPassword_saysWhatToSet() throws IOException {
    Path password = Files.writeString(directory.resolve("home-password"), "wrong\n");
    Installation installation =
        new Installation(
            directory.resolve("replica"),
            Map.of(
                "JITSUIN_SERVICES",
                "ocsp",
                "JITSUIN_DB_URL",
                authority.database().url(),
                "JITSUIN_DB_HOME",
                authority.database().url(),
                "JITSUIN_DB_HOME_PASSWORD_FILE",
                password.toString()));
    LentDatabase database = new LentDatabase(installation);
    assertThatThrownBy(database::describeHome)
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("jitsuin.db.home.password-file")
        .hasMessageNotContaining("wrong");
    Files.writeString(password, authority.secrets().value("db-ocsp") + "\n");
    assertThat(database.describeHome())
        .hasValueSatisfying(said -> assertThat(said).contains("MariaDB"));
  }
}

package org.jitsuin.installation.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.installation.setup.DatabaseInstaller.Users;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("stack")
class DatabaseInstallerTest {
  private final TestStack stack = TestStack.shared();

  private long count(String user, String table) {
    return stack
        .jdbi(user)
        .withHandle(
            handle -> handle.select("SELECT COUNT(*) FROM " + table).mapTo(long.class).one());
  }

  private Map<DatabaseUser, String> passwords() {
    return new Secrets(stack.home().resolve("secrets"), new SecureRandom()).databasePasswords();
  }

  /** The server keeps what it is asked in a log, if somebody lets it. */
  @Test
  void install_generalLog_showsNoPassword() {
    Jdbi admin = stack.jdbi("admin");
    admin.useHandle(handle ->
        handle
            .createScript("SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = 1")
            .execute());
    List<String> statements;
    try {
      new DatabaseInstaller(stack.dataSource("admin")).install(passwords());
    } finally {
      admin.useHandle(handle ->
          handle
              .createScript("SET GLOBAL general_log = 0; SET GLOBAL log_output = 'FILE'")
              .execute());
      statements =
          admin.withHandle(handle ->
              handle
                  .select("SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log")
                  .mapTo(String.class)
                  .list());
    }

    assertThat(statements).anyMatch(statement -> statement.startsWith("ALTER USER 'jitsuin_ca'"));
    assertThat(String.join("\n", statements)).doesNotContain(passwords().values());
    assertThat(count("ca", "ca.staff")).isPositive();
  }

  @Test
  void install_again_changesNothing() {
    long history = count("admin", "ca.schema_history");
    new DatabaseInstaller(stack.dataSource("admin")).install(passwords());
    assertThat(count("admin", "ca.schema_history")).isEqualTo(history);
    assertThat(count("admin", "status.feed_head")).isOne();
  }

  /** Another machine, with secrets of its own, is pointed at the database of servers that run. */
  @Test
  void install_sharedWithAnotherPassword_isRefusedAndShutsNobodyOut() throws SQLException {
    DatabaseInstaller installer = new DatabaseInstaller(stack.dataSource("admin"));
    Map<DatabaseUser, String> others = new EnumMap<>(passwords());
    others.put(DatabaseUser.OCSP, "another-password-of-another-machine");
    assertThatThrownBy(() -> installer.install(others, Users.SHARED))
        .isInstanceOf(SetupFailure.class)
        .hasMessageContaining("jitsuin_ocsp")
        .hasMessageContaining("./jitsuin node join");
    String password = passwords().get(DatabaseUser.OCSP);
    try (Connection connection =
        stack.dataSource("admin").getConnection("jitsuin_ocsp", password)) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void install_sharedWithTheSamePasswords_setsNone() {
    Jdbi admin = stack.jdbi("admin");
    String before = show(admin);
    new DatabaseInstaller(stack.dataSource("admin")).install(passwords(), Users.SHARED);
    assertThat(show(admin)).isEqualTo(before);
  }

  private static String show(Jdbi admin) {
    return admin.withHandle(
        handle -> handle.select("SHOW CREATE USER 'jitsuin_ca'@'%'").mapTo(String.class).one());
  }

  /** As an earlier release had granted it. */
  @Test
  void install_overWiderGrants_takesThemBack() {
    Jdbi admin = stack.jdbi("admin");
    admin.useHandle(handle -> {
      handle.execute("GRANT UPDATE ON status.audit_head TO 'jitsuin_crl'@'%'");
      handle.execute("GRANT INSERT ON audit.entry TO 'jitsuin_crl'@'%'");
      handle.execute("GRANT SELECT, INSERT, UPDATE ON ca.* TO 'jitsuin_ca'@'%'");
      handle.execute("GRANT UPDATE ON ca.staff TO 'jitsuin_ca'@'%'");
      handle.execute("GRANT SELECT ON status.* TO 'jitsuin_ocsp'@'%'");
      handle.execute("DELETE FROM ca.schema_history WHERE script = 'R__grants.sql'");
    });
    new DatabaseInstaller(stack.dataSource("admin")).install(passwords());
    for (String user : List.of("jitsuin_ca", "jitsuin_ocsp")) {
      assertThat(grants(admin, user)).noneMatch(grant -> grant.contains("`.*"));
    }
    assertThat(grants(admin, "jitsuin_ca"))
        .anyMatch(grant -> grant.contains("UPDATE (") && grant.contains("`ca`.`staff`"))
        .noneMatch(grant -> grant.contains(" UPDATE ON `ca`.`staff`"));
    assertThat(grants(admin, "jitsuin_crl"))
        .anyMatch(grant -> grant.contains("`status`.`crl`"))
        .noneMatch(grant -> grant.contains("`audit`.`entry`"))
        .noneMatch(grant -> grant.contains("`status`.`audit_head`"));
  }

  private static List<String> grants(Jdbi admin, String user) {
    return admin.withHandle(
        handle -> handle.select("SHOW GRANTS FOR '" + user + "'@'%'").mapTo(String.class).list());
  }

  /**
   * Both authorities have the partition of every municipality, for those who make something of
   * them.
   */
  @ParameterizedTest
  @EnumSource(value = DatabaseUser.class, names = "OCSP", mode = EnumSource.Mode.EXCLUDE)
  void install_partitions_areReadByWhoIssuesAndWhoPublishes(DatabaseUser user) {
    assertThat(count(user.id(), "status.crl_partition WHERE shard = 0")).isEqualTo(2L * 1_912);
  }
}

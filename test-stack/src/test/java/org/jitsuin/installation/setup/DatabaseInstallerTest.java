package org.jitsuin.installation.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
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

  /** As an earlier release had granted it. */
  @Test
  void install_overWiderGrants_takesThemBack() {
    Jdbi admin = stack.jdbi("admin");
    admin.useHandle(handle -> {
      handle.execute("GRANT UPDATE ON status.audit_head TO 'jitsuin_crl'@'%'");
      handle.execute("GRANT INSERT ON audit.entry TO 'jitsuin_crl'@'%'");
      handle.execute("DELETE FROM ca.schema_history WHERE script = 'R__grants.sql'");
    });
    new DatabaseInstaller(stack.dataSource("admin")).install(passwords());
    List<String> grants =
        admin.withHandle(handle ->
            handle.select("SHOW GRANTS FOR 'jitsuin_crl'@'%'").mapTo(String.class).list());
    assertThat(grants)
        .anyMatch(grant -> grant.contains("`status`.`crl`"))
        .noneMatch(grant -> grant.contains("`audit`.`entry`"))
        .noneMatch(grant -> grant.contains("`status`.`audit_head`"));
  }

  /**
   * Both authorities have the partition of every municipality, and all can be read by all three.
   */
  @ParameterizedTest
  @EnumSource(DatabaseUser.class)
  void install_partitions_areReadByEveryService(DatabaseUser user) {
    assertThat(count(user.id(), "status.crl_partition WHERE shard = 0")).isEqualTo(2L * 1_912);
  }
}

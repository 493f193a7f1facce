package org.jitsuin.installation.setup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a MariaDB to what this version needs: the three schemas, a user for each service, the
 * numbered migrations, the grants. It may run again at any time.
 */
public final class DatabaseInstaller {
  private static final List<String> SCHEMAS = List.of("ca", "status", "audit");

  private final DataSource admin;

  /**
   * @param admin connects as a user that may make schemas, users and grants
   */
  public DatabaseInstaller(DataSource admin) {
    this.admin = admin;
  }

  /**
   * @param passwords by user name
   * @throws SetupFailure if the database refuses, or holds a schema of a newer version
   */
  public void install(Map<DatabaseUser, String> passwords) {
    try (Connection connection = admin.getConnection();
        Statement statement = connection.createStatement()) {
      for (String schema : SCHEMAS) {
        statement.execute(
            "CREATE SCHEMA IF NOT EXISTS %s CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                .formatted(schema));
      }
      for (Map.Entry<DatabaseUser, String> user : passwords.entrySet()) {
        createUser(statement, user.getKey(), user.getValue());
      }
    } catch (SQLException e) {
      throw new SetupFailure("the database refused to make schemas and users", e);
    }
    migrate();
  }

  /** By the hash of the password alone: what is executed may be kept in a log of the server. */
  private static void createUser(Statement statement, DatabaseUser user, String password)
      throws SQLException {
    String named = "USER %s'%s'@'%%' IDENTIFIED BY PASSWORD '" + PasswordHash.of(password) + "'";
    statement.execute("CREATE " + named.formatted("IF NOT EXISTS ", user.databaseName()));
    statement.execute("ALTER " + named.formatted("", user.databaseName()));
  }

  private void migrate() {
    try {
      Flyway.configure(DatabaseInstaller.class.getClassLoader())
          .dataSource(admin)
          .defaultSchema("ca")
          .table("schema_history")
          .locations("classpath:db/migration")
          .failOnMissingLocations(true)
          .placeholderReplacement(false)
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new SetupFailure("the database schema cannot be brought up to date", e);
    }
  }
}

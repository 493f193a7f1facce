package org.jitsuin.installation.setup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Brings a MariaDB to what this version needs: the three schemas, a user for each service, the
 * numbered migrations, the grants. It may run again at any time.
 */
public final class DatabaseInstaller {
  /** The error of a {@code CREATE USER} for one that is there. */
  private static final int EXISTS_ALREADY = 1396;

  private static final List<String> SCHEMAS = List.of("ca", "status", "audit");

  private final DataSource admin;

  /**
   * @param admin connects as a user that may make schemas, users and grants
   */
  public DatabaseInstaller(DataSource admin) {
    this.admin = admin;
  }

  /** Whose the users of the services are. */
  public enum Users {
    /** Of this installation alone: their passwords are set, whatever they were. */
    OWN,
    /** Perhaps of other servers too, which a new password would shut out. */
    SHARED
  }

  /**
   * As {@link #install(Map, Users)}, where the users are this installation's own.
   *
   * @param passwords by user name
   */
  public void install(Map<DatabaseUser, String> passwords) {
    SchemaMigration.Result _ = install(passwords, Users.OWN);
  }

  /**
   * @param passwords by user name
   * @return how far the schema is, and what of it waits
   * @throws SetupFailure if the database refuses, holds a schema that this version cannot live
   *     with, or has users with other passwords that may be those of others
   */
  public SchemaMigration.Result install(Map<DatabaseUser, String> passwords, Users users) {
    try (Connection connection = admin.getConnection();
        Statement statement = connection.createStatement()) {
      for (String schema : SCHEMAS) {
        statement.execute(
            "CREATE SCHEMA IF NOT EXISTS %s CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                .formatted(schema));
      }
      for (Map.Entry<DatabaseUser, String> user : passwords.entrySet()) {
        switch (users) {
          case OWN -> setUser(statement, user.getKey(), user.getValue());
          case SHARED -> shareUser(statement, user.getKey(), user.getValue());
        }
      }
    } catch (SQLException e) {
      throw new SetupFailure("the database refused to make schemas and users", e);
    }
    return new SchemaMigration(admin, SchemaSteps.ofThisRelease()).expand();
  }

  /** By the hash of the password alone: what is executed may be kept in a log of the server. */
  private static String named(String condition, DatabaseUser user, String password) {
    return "USER %s'%s'@'%%' IDENTIFIED BY PASSWORD '%s'"
        .formatted(condition, user.databaseName(), PasswordHash.of(password));
  }

  private static void setUser(Statement statement, DatabaseUser user, String password)
      throws SQLException {
    statement.execute("CREATE " + named("IF NOT EXISTS ", user, password));
    statement.execute("ALTER " + named("", user, password));
  }

  private void shareUser(Statement statement, DatabaseUser user, String password)
      throws SQLException {
    if (isLetIn(user, password)) {
      return;
    }
    try {
      statement.execute("CREATE " + named("", user, password));
    } catch (SQLException e) {
      if (e.getErrorCode() != EXISTS_ALREADY) {
        throw e;
      }
      throw new SetupFailure(
          "the database has the user %s with another password than this installation, so another"
                  .formatted(user.databaseName())
              + " server works with it: bring its passwords and tokens along with ./jitsuin node"
              + " join. (To change a password on purpose, have the database's administrator set it,"
              + " and put it into secrets/db-"
              + user.id()
              + " of every server.)",
          e);
    }
  }

  private boolean isLetIn(DatabaseUser user, String password) {
    try (Connection _ = admin.getConnection(user.databaseName(), password)) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}

package org.jitsuin.launcher.startup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.installation.setup.ReplicaUsers;
import org.jitsuin.installation.setup.SchemaSteps;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.LauncherSettings;
import org.jitsuin.launcher.terminal.DisplayPath;

/**
 * The database that a server without the authority reads, as the users of its services see it.
 * Their passwords are drawn here; whoever administers the database lets them in.
 */
final class LentDatabase {
  private static final String REFUSED = "28000";

  /** What a database says in which nobody may come from another host: as one that is new. */
  private static final int HOST_REFUSED = 1130;

  private final Installation installation;

  LentDatabase(Installation installation) {
    this.installation = installation;
  }

  /**
   * Name, version and place for people, if it answers.
   *
   * @throws SetupFailure if it lets a user of the services not in; the statements that let them in
   *     are in a file then
   */
  Optional<String> describe() {
    if (!(installation.settings().database() instanceof DatabasePlace.Lent(String url))) {
      return Optional.of("none is needed");
    }
    Optional<String> version = Optional.empty();
    for (DatabaseUser user : installation.settings().databaseUsers()) {
      version =
          version(
              url,
              user.databaseName(),
              installation.secrets().value("db-" + user.id()),
              refused -> refused(url, user, refused));
    }
    return version.map(known -> known + ", " + url + ", as a reader");
  }

  /**
   * As {@link #describe}, of the authority's own database, where the other is a replica.
   *
   * @return empty where none is set
   */
  Optional<String> describeHome() {
    Settings settings = installation.texts();
    return settings
        .find(BaseSettings.DB_HOME)
        .map(url ->
            version(
                    url,
                    settings.get(LauncherSettings.DB_HOME_USER),
                    Secrets.read(settings.get(LauncherSettings.DB_HOME_PASSWORD_FILE)),
                    refused ->
                        new SetupFailure(
                            "the authority's database "
                                + url
                                + " does not let this server in; see jitsuin.db.home.user and"
                                + " jitsuin.db.home.password-file",
                            refused))
                .map(known -> known + ", " + url)
                .orElse(url + " does not answer now; what is to be brought there waits"));
  }

  private static Optional<String> version(
      String url, String user, String password, Function<SQLException, SetupFailure> refusal) {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    login.setProperty("connectTimeout", "5000");
    try (Connection connection = DriverManager.getConnection(url, login)) {
      refuseNewer(connection);
      return Optional.of(
          "MariaDB "
              + connection.getMetaData().getDatabaseProductVersion().replaceFirst("-.*", ""));
    } catch (SQLException e) {
      if (!REFUSED.equals(e.getSQLState()) && e.getErrorCode() != HOST_REFUSED) {
        return Optional.empty();
      }
      throw refusal.apply(e);
    }
  }

  /** A schema that is older than this release needs may be a replica that is late. */
  private static void refuseNewer(Connection connection) throws SQLException {
    SchemaLevel.Program program = SchemaSteps.ofThisRelease().program();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT version, contracted FROM status.schema_level")) {
      if (row.next()) {
        SchemaLevel level = new SchemaLevel(row.getInt("version"), row.getInt("contracted"));
        level
            .problem(program)
            .filter(_ -> level.contracted() > program.knows())
            .ifPresent(problem -> {
              throw new SetupFailure(problem);
            });
      }
    } catch (SQLSyntaxErrorException _) {
      // A schema from before it had levels, or a copy that does not show them yet.
    }
  }

  private SetupFailure refused(String url, DatabaseUser user, SQLException e) {
    Secrets.write(installation.replicaUsers(), ReplicaUsers.sql(passwords()));
    return new SetupFailure(
        "the database %s refuses the user %s; on a replica its administrator lets in who reads there with: mariadb < %s. Where it is the authority's own, put the password that its servers have into %s"
            .formatted(
                url,
                user.databaseName(),
                DisplayPath.of(installation.replicaUsers()),
                DisplayPath.of(installation.secretFiles().resolve("db-" + user.id()))),
        e);
  }

  private Map<DatabaseUser, String> passwords() {
    Map<DatabaseUser, String> passwords = new EnumMap<>(DatabaseUser.class);
    for (DatabaseUser user : installation.settings().databaseUsers()) {
      passwords.put(user, installation.secrets().value("db-" + user.id()));
    }
    return passwords;
  }
}

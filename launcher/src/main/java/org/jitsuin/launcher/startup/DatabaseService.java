package org.jitsuin.launcher.startup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.installation.setup.DatabaseInstaller;
import org.jitsuin.installation.setup.DatabaseInstaller.Users;
import org.jitsuin.installation.setup.PrivateDatabase;
import org.jitsuin.installation.setup.PrivateDatabase.Size;
import org.jitsuin.installation.setup.SchemaMigration;
import org.jitsuin.installation.setup.SchemaStep;
import org.jitsuin.installation.setup.SchemaSteps;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationLock;
import org.mariadb.jdbc.MariaDbDataSource;

/** The database of an installation, its own or a given one, as its administrator sees it. */
public final class DatabaseService {
  private final Installation installation;
  private final DatabasePlace place;

  public DatabaseService(Installation installation) {
    this.installation = installation;
    this.place = installation.settings().database();
  }

  /** The private server, where the installation has one; to be killed and started in tests. */
  public Optional<PrivateDatabase> privateServer() {
    return switch (place) {
      case DatabasePlace.Private(int port) ->
          Optional.of(
              new PrivateDatabase(
                  installation.database(),
                  port,
                  installation.secrets().file("db-admin"),
                  Size.ofThisMachine()));
      case DatabasePlace.Given _, DatabasePlace.Lent _, DatabasePlace.None _ -> Optional.empty();
    };
  }

  /** Returns whether it is a private database that runs. */
  public boolean privateServerRuns() {
    return privateServer().flatMap(PrivateDatabase::process).isPresent();
  }

  /**
   * Starts the private server if it does not run, and makes sure that the database answers.
   *
   * @return its name and version for people
   */
  public String start() {
    privateServer().ifPresent(PrivateDatabase::start);
    return describe()
        .orElseThrow(() ->
            new SetupFailure("the database does not answer any more; try again: ./jitsuin up"));
  }

  /**
   * Does something with the database in the state that this version needs, while no other command
   * does anything; a private server that did not run is stopped again afterwards.
   *
   * @param work is given the administrator's Jdbi
   * @throws SetupFailure if nothing is installed
   */
  public <T> T lend(Function<Jdbi, T> work) {
    installation.requirePresent();
    try (InstallationLock _ = installation.lock(() -> {})) {
      return lendLocked(work);
    }
  }

  private <T> T lendLocked(Function<Jdbi, T> work) {
    boolean stopped = privateServer().isPresent() && !privateServerRuns();
    try {
      String _ = start();
      Optional<SchemaStep> _ = install();
      return work.apply(jdbi());
    } finally {
      if (stopped) {
        stop();
      }
    }
  }

  /** Name and version for people, if it answers. */
  public Optional<String> describe() {
    if (!installation.settings().hasAuthority()) {
      return new LentDatabase(installation).describe();
    }
    try (Connection connection = admin().getConnection()) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      return Optional.of("MariaDB " + version.replaceFirst("-.*", "") + where());
    } catch (SQLException e) {
      if (place instanceof DatabasePlace.Given(String url, String user, _)) {
        throw new SetupFailure(
            "the database %s refuses the user %s: %s".formatted(url, user, e.getMessage()), e);
      }
      return Optional.empty();
    }
  }

  private String where() {
    return switch (place) {
      case DatabasePlace.Private(int port) -> ", port " + port;
      case DatabasePlace.Given given -> ", " + given.url();
      case DatabasePlace.Lent(String url) -> ", " + url;
      case DatabasePlace.None() -> "";
    };
  }

  /**
   * Schemas, users, tables, grants: as this version needs them, as far as servers of the version
   * before can live with it.
   *
   * @return the step of the schema that waits until none of those lives, if there is one
   */
  public Optional<SchemaStep> install() {
    try {
      SchemaMigration.Result result =
          new DatabaseInstaller(admin())
              .install(
                  installation.secrets().databasePasswords(),
                  place instanceof DatabasePlace.Private ? Users.OWN : Users.SHARED);
      result
          .level()
          .problem(SchemaSteps.ofThisRelease().program())
          .ifPresent(problem -> {
            throw new SetupFailure(problem + " --contract");
          });
      return result.waiting();
    } catch (SetupFailure e) {
      throw place instanceof DatabasePlace.Private ? withHint(e) : e;
    }
  }

  /**
   * Brings the schema on, and nothing else.
   *
   * @param contract whether also what takes away what servers of the version before need
   * @return how far it is then
   */
  public SchemaMigration.Result migrate(boolean contract) {
    SchemaMigration migration = new SchemaMigration(admin(), SchemaSteps.ofThisRelease());
    return contract ? migration.contract() : migration.expand();
  }

  private static SetupFailure withHint(SetupFailure failure) {
    return new SetupFailure(
        failure.getMessage()
            + "; another version of Jitsuin may have made it; start over with: ./jitsuin reset",
        failure);
  }

  /** Returns a data source with the rights to do anything. */
  public DataSource admin() {
    try {
      MariaDbDataSource source = new MariaDbDataSource(url());
      switch (place) {
        case DatabasePlace.Private _ -> {
          source.setUser(PrivateDatabase.ADMIN);
          source.setPassword(installation.secrets().value("db-admin"));
        }
        case DatabasePlace.Given given -> {
          source.setUser(given.adminUser());
          source.setPassword(Secrets.read(given.adminPasswordFile()));
        }
        case DatabasePlace.Lent _, DatabasePlace.None _ -> throw notHere();
      }
      return source;
    } catch (SQLException e) {
      throw new SetupFailure("the database address is invalid: " + url(), e);
    }
  }

  private String url() {
    return switch (place) {
      case DatabasePlace.Private(int port) ->
          "jdbc:mariadb://127.0.0.1:" + port + "/?connectTimeout=5000";
      case DatabasePlace.Given given -> given.url();
      case DatabasePlace.Lent(String url) -> url;
      case DatabasePlace.None _ -> throw notHere();
    };
  }

  static SetupFailure notHere() {
    return new SetupFailure(
        "the authority is not on this server (jitsuin.services); do this on one where it is");
  }

  /**
   * Returns the administrator's Jdbi, without what is bound to statements in its exceptions;
   * otherwise as {@link #admin}.
   */
  public Jdbi jdbi() {
    return org.jitsuin.ca.store.Database.open(admin());
  }

  /**
   * The time in which each authority has a valid key generation.
   *
   * @param from the latest beginning of an authority's first
   * @param until the earliest end of an authority's last
   */
  public record Validity(Instant from, Instant until) {}

  /** Returns the validity of the authorities; empty before the key ceremony. */
  public Optional<Validity> authorities() {
    return jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT MAX(first) AS valid_from, MIN(last) AS valid_until FROM (
                      SELECT MIN(not_before) AS first, MAX(not_after) AS last
                      FROM status.issuer GROUP BY authority) each_authority
                    HAVING COUNT(*) > 0
                    """)
                .map((row, _) ->
                    new Validity(
                        Instant.ofEpochMilli(row.getLong("valid_from")),
                        Instant.ofEpochMilli(row.getLong("valid_until"))))
                .findOne());
  }

  /** Returns whether the key that signs the audit log's checkpoints was made. */
  public boolean hasLogKey() {
    return jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT EXISTS (SELECT 1 FROM audit.log_key)")
                .mapTo(Boolean.class)
                .one());
  }

  /** Ends the private server; does nothing to a given one. */
  public void stop() {
    privateServer().ifPresent(PrivateDatabase::stop);
  }
}

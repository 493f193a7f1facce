package org.jitsuin.installation.setup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jitsuin.base.model.SchemaLevel;

/**
 * Brings the schema on by its steps. Those that expand it are done whenever a release starts, with
 * servers of the release before running on; one that contracts it, and all behind it, wait until
 * somebody asks for it and no server or responder lives that does not know it.
 */
public final class SchemaMigration {
  private static final String LOCK = "jitsuin-schema";
  private static final int PATIENCE_SECONDS = 60;

  /** No file begins with it, as those of grants begin with {@code R}. */
  private static final String NO_GRANTS = "none";

  /** What the history has of steps that are not known here, or of files that are passed over. */
  private static final String[] NOT_LOOKED_FOR = {"*:future", "repeatable:missing"};

  private final DataSource admin;
  private final SchemaSteps steps;
  private final LivingServers servers;

  /**
   * @param admin connects as a user that may change schemas
   */
  public SchemaMigration(DataSource admin, SchemaSteps steps) {
    this(admin, steps, new LivingServers(admin));
  }

  SchemaMigration(DataSource admin, SchemaSteps steps, LivingServers servers) {
    this.admin = admin;
    this.steps = steps;
    this.servers = servers;
  }

  /**
   * What there is now.
   *
   * @param waiting the step that contracts which comes next, if there is one
   * @param passedOver the names of servers and responders, in order, that did not know a step which
   *     contracted the schema now, and of which no sign of life was seen
   */
  public record Result(
      SchemaLevel level, Optional<SchemaStep> waiting, SortedSet<String> passedOver) {
    Result(SchemaLevel level, Optional<SchemaStep> waiting) {
      this(level, waiting, Collections.emptySortedSet());
    }
  }

  /**
   * Does the steps that expand the schema, up to the first that does not. A new schema is made as a
   * whole. One that a newer release has brought on is left as it is, its grants included.
   *
   * @throws SetupFailure if this release cannot live with what is there, or a step fails
   */
  public Result expand() {
    return locked(connection -> {
      Optional<SchemaLevel> level = level(connection);
      if (level.isPresent() && level.get().version() > steps.program().knows()) {
        return found(level.get());
      }
      boolean isNew = !has(connection, "ca", "schema_history");
      Optional<SchemaStep> stop =
          isNew ? Optional.empty() : steps.firstContract(applied(connection));
      int target = stop.map(steps::before).orElse(steps.program().knows());
      migrate(target);
      // Said again where a start did these steps and died before it could say so.
      contracted(connection, steps.lastContract(target));
      reached(connection, target);
      return found(level(connection).orElseThrow());
    });
  }

  private Result found(SchemaLevel level) {
    level
        .problem(steps.program())
        .filter(_ -> level.contracted() > steps.program().knows())
        .ifPresent(problem -> {
          throw new SetupFailure(problem);
        });
    return new Result(level, steps.firstContract(level.version()));
  }

  /**
   * Does all steps, also those that contract the schema.
   *
   * @throws SetupFailure if a server or an admitted responder lives that cannot live with it, or a
   *     step fails
   */
  public Result contract() {
    Result result = expand();
    SortedSet<String> passedOver = new TreeSet<>();
    while (result.waiting().isPresent()) {
      passedOver.addAll(contract(result.waiting().get()));
      result = expand();
    }
    return new Result(result.level(), result.waiting(), passedOver);
  }

  private List<String> contract(SchemaStep step) {
    LivingServers.Unknowing older = servers.of(step.version());
    if (!older.living().isEmpty()) {
      throw new SetupFailure(
          "the step %s takes away what servers of an older release need, and these live: %s; end them, or bring them to this release, and try again"
              .formatted(step.script(), String.join(", ", older.living())));
    }
    SchemaStep _ =
        locked(connection -> {
          // First: a program that does not know it must not begin to work meanwhile.
          contracted(connection, step.version());
          migrate(step.version());
          reached(connection, step.version());
          return step;
        });
    return older.silent();
  }

  /** Work with a connection. */
  @FunctionalInterface
  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /**
   * Does work that others wait for. Flyway's own lock ends with the first statement that changes a
   * table. This one ends with the connection; of a cluster it is one node's, so that it keeps back
   * only who comes to the same node.
   */
  private <T> T locked(Work<T> work) {
    try (Connection connection = admin.getConnection();
        Lock _ = Lock.take(connection)) {
      return work.with(connection);
    } catch (SQLException e) {
      throw new SetupFailure("the database refused to tell how far its schema is", e);
    }
  }

  /** The lock, while it is held: where the connection is lost, what went wrong before is told. */
  private record Lock(Connection connection) implements AutoCloseable {
    static Lock take(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet taken =
              statement.executeQuery("SELECT GET_LOCK('" + LOCK + "', " + PATIENCE_SECONDS + ")")) {
        if (!taken.next() || taken.getInt(1) != 1) {
          throw new SetupFailure("somebody else is changing the database's schema; try again");
        }
        return new Lock(connection);
      }
    }

    @Override
    public void close() throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DO RELEASE_LOCK('" + LOCK + "')");
      }
    }
  }

  private static Optional<SchemaLevel> level(Connection connection) throws SQLException {
    if (!has(connection, "status", "schema_level")) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version, contracted FROM status.schema_level WHERE one = 1")) {
      return row.next()
          ? Optional.of(new SchemaLevel(row.getInt("version"), row.getInt("contracted")))
          : Optional.empty();
    }
  }

  private static int applied(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT MAX(CAST(version AS UNSIGNED)) FROM ca.schema_history WHERE success")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static boolean has(Connection connection, String schema, String table)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?
            """)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void reached(Connection connection, int version) throws SQLException {
    set(
        connection,
        "UPDATE status.schema_level SET version = GREATEST(version, ?) WHERE one = 1",
        version);
  }

  private static void contracted(Connection connection, int version) throws SQLException {
    set(
        connection,
        "UPDATE status.schema_level SET contracted = GREATEST(contracted, ?) WHERE one = 1",
        version);
  }

  private static void set(Connection connection, String update, int version) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setInt(1, version);
      statement.executeUpdate();
    }
  }

  private void migrate(int target) {
    FluentConfiguration flyway =
        Flyway.configure(SchemaMigration.class.getClassLoader())
            .dataSource(admin)
            .defaultSchema("ca")
            .table("schema_history")
            .locations(steps.places().toArray(new String[0]))
            .failOnMissingLocations(true)
            .placeholderReplacement(false)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .target(MigrationVersion.fromVersion(Integer.toString(target)));
    if (target < steps.program().needs()) {
      // Grants name what a later step makes. Before that step no server of this release works.
      flyway.repeatableSqlMigrationPrefix(NO_GRANTS).ignoreMigrationPatterns(NOT_LOOKED_FOR);
    }
    try {
      flyway.load().migrate();
    } catch (FlywayException e) {
      throw new SetupFailure("the database schema cannot be brought up to date", e);
    }
  }
}

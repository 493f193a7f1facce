package org.jitsuin.ocsp.boot;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.base.readiness.Readiness;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/**
 * Looks whether this release can live with the schema of the database. Where that cannot be read,
 * something else says so.
 */
final class SchemaCheck implements Runnable {
  private final Jdbi jdbi;
  private final SchemaLevel.Program program;
  private volatile Optional<String> problem = Optional.empty();

  SchemaCheck(Jdbi jdbi, Settings settings) {
    this.jdbi = jdbi;
    this.program =
        new SchemaLevel.Program(
            settings.get(BaseSettings.SCHEMA_NEEDS), settings.get(BaseSettings.SCHEMA_KNOWS));
  }

  @Override
  public void run() {
    if (!program.equals(SchemaLevel.Program.UNTOLD)) {
      problem =
          jdbi.withHandle(handle ->
                  handle
                      .createQuery("SELECT version, contracted FROM status.schema_level")
                      .map((row, _) ->
                          new SchemaLevel(row.getInt("version"), row.getInt("contracted")))
                      .findOne())
              .flatMap(level -> level.problem(program));
    }
  }

  /** Adds to the service's readiness what does not go together. */
  Readiness confirm(Readiness readiness) {
    return problem.map(readiness::butNot).orElse(readiness);
  }
}

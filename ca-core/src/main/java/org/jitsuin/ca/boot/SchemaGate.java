package org.jitsuin.ca.boot;

import java.util.Optional;
import java.util.function.Supplier;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.CaLog;

/**
 * Keeps a server from working on a schema that it cannot live with: one that is older than it
 * needs, or from which a newer release has taken what it needs. Run it again and again.
 */
final class SchemaGate implements Runnable {
  private final Supplier<SchemaLevel> level;
  private final SchemaLevel.Program program;
  private volatile Optional<String> problem;

  /**
   * @param level reads how far the schema is, through no gate
   */
  SchemaGate(Supplier<SchemaLevel> level, SchemaLevel.Program program) {
    this.level = level;
    this.program = program;
    this.problem =
        program.equals(SchemaLevel.Program.UNTOLD)
            ? Optional.empty()
            : Optional.of("how far the database's schema is was not read yet");
  }

  /** Reads what this release can live with. */
  static SchemaLevel.Program program(Settings settings) {
    return new SchemaLevel.Program(
        settings.get(BaseSettings.SCHEMA_NEEDS), settings.get(BaseSettings.SCHEMA_KNOWS));
  }

  /**
   * Looks how far the schema is.
   *
   * @throws Fault DATABASE_UNAVAILABLE
   */
  @Override
  public void run() {
    if (program.equals(SchemaLevel.Program.UNTOLD)) {
      return;
    }
    Optional<String> before = problem;
    problem = level.get().problem(program);
    if (!problem.equals(before)) {
      problem.ifPresent(CaLog.LOG::schemaUnfit);
    }
  }

  /**
   * Returns where this server can live with the schema.
   *
   * @throws Fault DATABASE_UNAVAILABLE otherwise
   */
  void require() {
    Optional<String> now = problem;
    if (now.isPresent()) {
      throw new Fault(FaultCode.DATABASE_UNAVAILABLE, now.get());
    }
  }
}

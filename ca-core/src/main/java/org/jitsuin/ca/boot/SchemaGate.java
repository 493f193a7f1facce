package org.jitsuin.ca.boot;

import java.util.Optional;
import java.util.function.Supplier;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.SchemaLevel;
import org.jitsuin.base.readiness.SchemaWatch;
import org.jitsuin.ca.CaLog;

/**
 * Keeps a server from working on a schema that it cannot live with: one that is older than it
 * needs, or from which a newer release has taken what it needs. Run it again and again.
 */
final class SchemaGate implements Runnable {
  private final SchemaWatch watch;

  /**
   * @param level reads how far the schema is, through no gate
   */
  SchemaGate(Supplier<SchemaLevel> level, SchemaLevel.Program program) {
    this.watch = new SchemaWatch(program, () -> Optional.of(level.get()), CaLog.LOG::schemaUnfit);
  }

  /**
   * Looks how far the schema is.
   *
   * @throws Fault DATABASE_UNAVAILABLE
   */
  @Override
  public void run() {
    watch.run();
  }

  /**
   * Returns where this server can live with the schema.
   *
   * @throws Fault DATABASE_UNAVAILABLE otherwise
   */
  void require() {
    Optional<String> now =
        watch.isKnown()
            ? watch.problem()
            : Optional.of("how far the database's schema is was not read yet");
    if (now.isPresent()) {
      throw new Fault(FaultCode.DATABASE_UNAVAILABLE, now.get());
    }
  }
}

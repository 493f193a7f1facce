package org.jitsuin.base.readiness;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jitsuin.base.model.SchemaLevel;

/**
 * Whether a program can live with the schema of its database, which a newer release may change
 * while the program runs. Run it again and again, by as many threads as there are: one looks at a
 * time.
 */
public final class SchemaWatch implements Runnable {
  private final SchemaLevel.Program program;
  private final Supplier<Optional<SchemaLevel>> level;
  private final Consumer<String> tell;
  private volatile State state = new State(false, Optional.empty());

  private record State(boolean known, Optional<String> problem) {}

  /**
   * @param program one that was told nothing looks at nothing
   * @param level reads how far the schema is; empty where nothing there says so; what it throws
   *     comes out of {@link #run()}, and what was known before stays so
   * @param tell is told a problem when it is first seen
   */
  public SchemaWatch(
      SchemaLevel.Program program, Supplier<Optional<SchemaLevel>> level, Consumer<String> tell) {
    this.tell = tell;
    this.program = program;
    this.level = level;
  }

  @Override
  public synchronized void run() {
    if (program.equals(SchemaLevel.Program.UNTOLD)) {
      return;
    }
    Optional<String> before = problem();
    Optional<String> now = level.get().flatMap(found -> found.problem(program));
    state = new State(true, now);
    if (!now.equals(before)) {
      now.ifPresent(tell);
    }
  }

  /** Returns whether it was looked, as far as there is something to look at. */
  public boolean isKnown() {
    return program.equals(SchemaLevel.Program.UNTOLD) || state.known();
  }

  /**
   * Returns why the program cannot live with the schema, as of the last look; empty where it can.
   */
  public Optional<String> problem() {
    return state.problem();
  }

  /** Adds to a service's readiness what does not go together. */
  public Readiness confirm(Readiness readiness) {
    return problem().map(readiness::butNot).orElse(readiness);
  }
}

package org.jitsuin.base.model;

import java.util.Optional;

/**
 * How far the schema of a database has come. Its steps have numbers that grow: one <em>expands</em>
 * it, and programs that do not know the step go on, or <em>contracts</em> it, which takes away what
 * they need.
 *
 * @param version the number up to which all steps were done
 * @param contracted the number of the last step that contracts, as far as one was begun; programs
 *     that do not know it cannot live with this schema; 0 where there is none
 */
public record SchemaLevel(int version, int contracted) {

  /**
   * What a program can live with.
   *
   * @param needs the number of the last step that it relies upon; 0 where nobody told it
   * @param knows the number of the last step that it knows
   */
  public record Program(int needs, int knows) {
    /** A program that was told nothing, and looks at nothing. */
    public static final Program UNTOLD = new Program(0, 0);
  }

  /** Returns why that program cannot live with this schema, and what to do; empty where it can. */
  public Optional<String> problem(Program program) {
    if (program.equals(Program.UNTOLD)) {
      return Optional.empty();
    }
    if (contracted > program.knows()) {
      return Optional.of(
          "the database's schema is newer than this release can live with (step "
              + contracted
              + ", and this release knows those up to "
              + program.knows()
              + "): start a newer release here");
    }
    return version < program.needs()
        ? Optional.of(
            "the database's schema is older than this release needs (step "
                + version
                + " of "
                + program.needs()
                + "): ./jitsuin migrate")
        : Optional.empty();
  }
}

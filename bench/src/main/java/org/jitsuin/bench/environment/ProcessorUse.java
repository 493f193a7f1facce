package org.jitsuin.bench.environment;

import java.util.List;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.bench.measure.ProcessorTime;

/** The processor time of this process and of the database's, from when it is made. */
public final class ProcessorUse {
  private static final String UNIT = "us";

  private final PrivateStack stack;
  private final ProcessorTime ownBegin;
  private final ProcessorTime databaseBegin;

  public ProcessorUse(PrivateStack stack) {
    this.stack = stack;
    this.ownBegin = own();
    this.databaseBegin = database();
  }

  private static ProcessorTime own() {
    return ProcessorTime.of(ProcessHandle.current().pid());
  }

  private ProcessorTime database() {
    return ProcessorTime.of(stack.databaseProcess());
  }

  /**
   * Returns what it came to for each of so many acts: in all without the token, and of it in the
   * database; where there is one, the token.
   *
   * @param name of the first figure, and what the names of the others begin with
   * @param acts since then
   * @param token microseconds of it that each act takes in the token, which works in this process
   * @param goal microseconds of the first at the most
   */
  public List<Figure> figures(String name, long acts, double token, double goal) {
    double inDatabase = database().since(databaseBegin).microsEach(acts);
    double here = own().since(ownBegin).microsEach(acts);
    Figure all = Figure.of(name, here + inDatabase - token, UNIT).withGoal(new Goal.Limit(goal));
    Figure ofDatabase = Figure.of(name + ".database", inDatabase, UNIT);
    return token == 0
        ? List.of(all, ofDatabase)
        : List.of(all, ofDatabase, Figure.of(name + ".token", token, UNIT));
  }
}

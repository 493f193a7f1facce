package org.jitsuin.launcher.startup;

import java.util.List;

/** The outcome of a start. */
public sealed interface StartOutcome {

  /**
   * The server is ready.
   *
   * @param ranBefore whether nothing had to be started
   */
  record Ready(boolean ranBefore) implements StartOutcome {}

  /**
   * The server runs but is not ready; it was left running, since it heals by itself where it can.
   *
   * @param reasons what it says, a line each
   * @param lastLines the end of what it printed
   */
  record NotReady(List<String> reasons, List<String> lastLines) implements StartOutcome {
    public NotReady {
      reasons = List.copyOf(reasons);
      lastLines = List.copyOf(lastLines);
    }
  }

  /**
   * The server's process ended before it was ready.
   *
   * @param lastLines the end of what it printed
   */
  record Died(List<String> lastLines) implements StartOutcome {
    public Died {
      lastLines = List.copyOf(lastLines);
    }
  }
}

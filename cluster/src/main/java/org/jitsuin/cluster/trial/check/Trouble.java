package org.jitsuin.cluster.trial.check;

import java.util.List;

/**
 * Something that was done to the cluster; in milliseconds.
 *
 * @param kind such as {@code kill-writer}
 * @param victim the machine; the names of several have {@link #AND} between them
 * @param end when it was undone
 */
public record Trouble(String kind, String victim, long begin, long end) {
  /** Stands between the names of machines. */
  public static final String AND = ", ";

  /** Returns whether it was done to that machine, perhaps to others as well. */
  boolean hurts(String machine) {
    return List.of(victim.split(AND, -1)).contains(machine);
  }
}

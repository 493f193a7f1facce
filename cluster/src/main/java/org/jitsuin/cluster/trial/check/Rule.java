package org.jitsuin.cluster.trial.check;

import java.util.List;
import java.util.stream.Stream;

/** One rule that every history keeps. */
@FunctionalInterface
interface Rule {
  /**
   * Returns what breaks it.
   *
   * @param nodes what each node has at the end
   */
  Stream<Finding> check(History history, List<NodeRows> nodes);
}

package org.jitsuin.cluster.trial.check;

import java.time.Duration;
import java.util.List;

/** All rules. */
public final class Checker {
  private final List<Rule> rules;

  /**
   * @param freshness how old what a responder says may be
   */
  public Checker(Duration freshness) {
    this.rules =
        List.of(
            new AcknowledgedRule(),
            new RefusedRule(),
            new RepeatedRule(),
            new WholeRule(),
            new NumberRule(),
            new FeedRule(),
            new CheckpointRule(),
            new IntentRule(),
            new StatusRule(freshness),
            new CrlRule(),
            new ListedRule(),
            new LeaseRule(),
            new UntouchedRule());
  }

  /**
   * Returns all that must not be; empty where the history is as it should be.
   *
   * @param nodes what each node has at the end
   */
  public List<Finding> check(History history, List<NodeRows> nodes) {
    return rules.stream().flatMap(rule -> rule.check(history, nodes)).toList();
  }
}

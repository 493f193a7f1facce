package org.jitsuin.cluster.trial.check;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What was refused left nothing, unless another try of it was told to be done before. */
final class RefusedRule implements Rule {
  private static final String NAME = "refused";

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    Map<String, Act> done = history.done();
    List<Act> refused =
        history.acts().stream()
            .filter(act -> act.outcome() == Outcome.REFUSED && !done.containsKey(act.key()))
            .toList();
    return nodes.stream()
        .flatMap(node -> {
          Set<String> events = new HashSet<>(node.events());
          return refused.stream()
              .filter(act -> isThere(node, events, act))
              .map(act ->
                  Finding.of(
                      NAME,
                      "%s %s of %s was refused and is there at %s",
                      act.kind(),
                      act.key(),
                      act.subject(),
                      node.node()));
        });
  }

  private static boolean isThere(NodeRows node, Set<String> events, Act act) {
    return switch (act.kind()) {
      case REGISTER -> node.cards().containsKey(act.subject());
      case EVENT -> events.contains(act.subject());
      // The card may have certificates by an earlier act.
      case ISSUE, SUSPEND, LIFT -> false;
    };
  }
}

package org.jitsuin.cluster.trial.check;

import java.util.List;
import java.util.stream.Stream;

/** Nothing was signed that was not intended, and each intent has ended. */
final class IntentRule implements Rule {
  private static final String NAME = "intents";

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    return nodes.stream().flatMap(node -> Stream.concat(unintended(node), open(node)));
  }

  private static Stream<Finding> unintended(NodeRows node) {
    return node.certificates().keySet().stream()
        .filter(serial -> !"completed".equals(node.intents().get(serial)))
        .map(serial ->
            Finding.of(
                NAME,
                "certificate %s was signed, and its intent is %s at %s",
                serial,
                node.intents().getOrDefault(serial, "missing"),
                node.node()));
  }

  private static Stream<Finding> open(NodeRows node) {
    return node.intents().entrySet().stream()
        .filter(intent -> intent.getValue().equals("pending"))
        .map(intent ->
            Finding.of(NAME, "the intent %s is pending at %s", intent.getKey(), node.node()));
  }
}

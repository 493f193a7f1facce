package org.jitsuin.cluster.trial.check;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Log and feed are numbered without gap or repetition, and are the same at every node. */
final class NumberRule implements Rule {
  private static final String NAME = "numbers";

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    Stream<Finding> gaps =
        nodes.stream()
            .flatMap(node ->
                Stream.concat(
                    gaps(node, "log", node.entries().stream().map(NodeRows.Entry::number).toList()),
                    gaps(
                        node, "feed", node.feed().stream().map(NodeRows.Change::number).toList())));
    return Stream.concat(gaps, differences(nodes));
  }

  private static Stream<Finding> gaps(NodeRows node, String what, List<Long> numbers) {
    return IntStream.range(0, numbers.size())
        .filter(i -> numbers.get(i) != i + 1)
        .mapToObj(i ->
            Finding.of(
                NAME,
                "the %s of %s has number %d at place %d",
                what,
                node.node(),
                numbers.get(i),
                i + 1))
        .limit(1);
  }

  private static Stream<Finding> differences(List<NodeRows> nodes) {
    return nodes.stream()
        .skip(1)
        .flatMap(node -> {
          NodeRows first = nodes.getFirst();
          return Stream.concat(
              different(node, "log", first.entries().equals(node.entries())),
              different(node, "feed", first.feed().equals(node.feed())));
        });
  }

  private static Stream<Finding> different(NodeRows node, String what, boolean same) {
    return same
        ? Stream.empty()
        : Stream.of(
            Finding.of(NAME, "the %s of %s differs from the first node's", what, node.node()));
  }
}

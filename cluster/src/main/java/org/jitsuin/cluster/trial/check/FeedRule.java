package org.jitsuin.cluster.trial.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jitsuin.cluster.trial.check.NodeRows.Change;

/** What is revoked stays so, and is revoked once: no job, retry or other server does it again. */
final class FeedRule implements Rule {
  private static final String NAME = "feed";

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    return nodes.stream().flatMap(FeedRule::at);
  }

  private static Stream<Finding> at(NodeRows node) {
    Map<String, Status> now = new HashMap<>();
    Stream.Builder<Finding> findings = Stream.builder();
    for (Change change : node.feed()) {
      Status before = now.put(change.serial(), change.status());
      if (before == Status.REVOKED) {
        findings.add(
            Finding.of(
                NAME,
                "%s was revoked and is %s by number %d of the feed of %s",
                change.serial(),
                change.status(),
                change.number(),
                node.node()));
      }
      if (before == null && change.status() == Status.HOLD) {
        findings.add(Finding.of(NAME, "%s is on hold before it was issued", change.serial()));
      }
    }
    return findings.build();
  }
}

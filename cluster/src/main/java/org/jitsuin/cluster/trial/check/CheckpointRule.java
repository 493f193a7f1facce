package org.jitsuin.cluster.trial.check;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.audit.tlog.RunningRoot;
import org.jitsuin.audit.tlog.TreeHash;

/** All checkpoints that any server ever showed are beginnings of the one log that there is. */
final class CheckpointRule implements Rule {
  private static final String NAME = "checkpoints";

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    TreeMap<Long, List<Seen.Checkpoint>> bySize =
        history.seen(Seen.Checkpoint.class).stream()
            .collect(
                Collectors.groupingBy(Seen.Checkpoint::size, TreeMap::new, Collectors.toList()));
    return nodes.stream().flatMap(node -> at(node, bySize));
  }

  private static Stream<Finding> at(NodeRows node, Map<Long, List<Seen.Checkpoint>> bySize) {
    Stream.Builder<Finding> findings = Stream.builder();
    RunningRoot root = new RunningRoot();
    long size = 0;
    compare(node, bySize.getOrDefault(0L, List.of()), root, findings);
    for (NodeRows.Entry entry : node.entries()) {
      root.add(TreeHash.of(HexFormat.of().parseHex(entry.leaf())));
      size++;
      compare(node, bySize.getOrDefault(size, List.of()), root, findings);
    }
    for (List<Seen.Checkpoint> seen : bySize.values()) {
      if (seen.getFirst().size() > size) {
        findings.add(
            Finding.of(
                NAME,
                "%s showed a log of %d entries, and %s has %d",
                seen.getFirst().server(),
                seen.getFirst().size(),
                node.node(),
                size));
      }
    }
    return findings.build();
  }

  private static void compare(
      NodeRows node,
      List<Seen.Checkpoint> seen,
      RunningRoot root,
      Stream.Builder<Finding> findings) {
    for (Seen.Checkpoint checkpoint : seen) {
      if (!checkpoint.root().equals(HexFormat.of().formatHex(root.root().octets()))) {
        findings.add(
            Finding.of(
                NAME,
                "the checkpoint of %d entries that %s showed is no beginning of the log of %s",
                checkpoint.size(),
                checkpoint.server(),
                node.node()));
      }
    }
  }
}

package org.jitsuin.cluster.trial.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.cluster.trial.check.Seen.Holder;

/** A fence is of one holder, at every node and for ever, and no node goes back to an older one. */
final class LeaseRule implements Rule {
  private static final String NAME = "leases";

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    List<Holder> holders = history.seen(Holder.class);
    return Stream.concat(shared(holders), backwards(holders));
  }

  /** A fence of a lease. */
  private record Fence(String lease, long number) {}

  private static Stream<Finding> shared(List<Holder> holders) {
    return holders.stream()
        .collect(
            Collectors.groupingBy(
                one -> new Fence(one.lease(), one.fence()),
                Collectors.mapping(Holder::holder, Collectors.toCollection(TreeSet::new))))
        .entrySet()
        .stream()
        .filter(fence -> fence.getValue().size() > 1)
        .map(fence ->
            Finding.of(
                NAME,
                "fence %d of %s was held by %s",
                fence.getKey().number(),
                fence.getKey().lease(),
                fence.getValue()));
  }

  private static Stream<Finding> backwards(List<Holder> holders) {
    Stream.Builder<Finding> findings = Stream.builder();
    Map<String, Long> last = new HashMap<>();
    for (Holder one : holders.stream().sorted(Comparator.comparingLong(Holder::at)).toList()) {
      Long before = last.put(one.server() + " " + one.lease(), one.fence());
      if (before != null && one.fence() < before) {
        findings.add(
            Finding.of(
                NAME,
                "%s had fence %d of %s after %d",
                one.server(),
                one.fence(),
                one.lease(),
                before));
      }
    }
    return findings.build();
  }
}

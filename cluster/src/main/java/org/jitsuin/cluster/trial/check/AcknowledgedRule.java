package org.jitsuin.cluster.trial.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.cluster.trial.check.NodeRows.Change;

/** What was told to be done is there exactly once, at every node. */
final class AcknowledgedRule implements Rule {
  private static final String NAME = "acknowledged";

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    List<Act> done = List.copyOf(history.done().values());
    return nodes.stream()
        .flatMap(node -> {
          Map<String, Set<Status>> changes = changes(node);
          Map<String, Long> events = times(node.events());
          return done.stream().flatMap(act -> at(node, changes, events, act));
        });
  }

  private static Map<String, Set<Status>> changes(NodeRows node) {
    return node.feed().stream()
        .collect(
            Collectors.groupingBy(
                Change::serial, Collectors.mapping(Change::status, Collectors.toSet())));
  }

  private static Map<String, Long> times(List<String> ids) {
    return ids.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
  }

  private static Stream<Finding> at(
      NodeRows node, Map<String, Set<Status>> changes, Map<String, Long> events, Act act) {
    List<Finding> findings = new ArrayList<>();
    long times = times(node, events, act);
    if (times != 1) {
      findings.add(
          Finding.of(
              NAME,
              "%s %s of %s was told to be done and is there %d times at %s",
              act.kind(),
              act.key(),
              act.subject(),
              times,
              node.node()));
    }
    if (act.entry() > node.entries().size()) {
      findings.add(
          Finding.of(
              NAME,
              "entry %d of %s was told and is not at %s",
              act.entry(),
              act.key(),
              node.node()));
    }
    act.effects().entrySet().stream()
        .filter(
            effect -> !changes.getOrDefault(effect.getKey(), Set.of()).contains(effect.getValue()))
        .map(effect ->
            Finding.of(
                NAME,
                "%s was told to be %s, which is not in the feed of %s",
                effect.getKey(),
                effect.getValue(),
                node.node()))
        .forEach(findings::add);
    return findings.stream();
  }

  private static long times(NodeRows node, Map<String, Long> events, Act act) {
    return switch (act.kind()) {
      case REGISTER -> node.cards().getOrDefault(act.subject(), List.of()).size();
      case ISSUE -> isIssued(node, act) ? 1 : 0;
      case EVENT -> events.getOrDefault(act.subject(), 0L);
      // Told again they change nothing: their effects are looked for.
      case SUSPEND, LIFT -> 1;
    };
  }

  /** An answer that names no certificate tells nothing that could be looked for. */
  private static boolean isIssued(NodeRows node, Act act) {
    return !act.effects().isEmpty()
        && act.effects().keySet().stream()
            .allMatch(serial ->
                Optional.ofNullable(node.certificates().get(serial))
                    .filter(found -> found.card().equals(act.subject()))
                    .isPresent());
  }
}

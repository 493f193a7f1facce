package org.jitsuin.cluster.trial.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** All that was asked and told in a trial, in the order in which it was told. */
public record History(List<Act> acts, List<Seen> seen, List<Trouble> troubles) {
  public History {
    acts = List.copyOf(acts);
    seen = List.copyOf(seen);
    troubles = List.copyOf(troubles);
  }

  /** The tries of each act, by its key. */
  SequencedMap<String, List<Act>> byKey() {
    return acts.stream()
        .collect(Collectors.groupingBy(Act::key, LinkedHashMap::new, Collectors.toList()));
  }

  /** What was seen of one kind. */
  <T extends Seen> List<T> seen(Class<T> kind) {
    return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What was done, by the key of the act: the first try that was told to be. */
  Map<String, Act> done() {
    return acts.stream()
        .filter(act -> act.outcome() == Outcome.OK)
        .collect(Collectors.toMap(Act::key, act -> act, (first, _) -> first, LinkedHashMap::new));
  }
}

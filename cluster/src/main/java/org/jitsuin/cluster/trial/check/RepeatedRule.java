package org.jitsuin.cluster.trial.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tries of one act get one answer, octet for octet, and none stays unknown. */
final class RepeatedRule implements Rule {
  private static final String NAME = "repeated";

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    return history.byKey().entrySet().stream().flatMap(act -> of(act.getKey(), act.getValue()));
  }

  private static Stream<Finding> of(String key, List<Act> tries) {
    Set<String> answers =
        tries.stream()
            .filter(act -> act.outcome() == Outcome.OK)
            .map(Act::answer)
            .collect(Collectors.toSet());
    boolean told = tries.stream().anyMatch(act -> act.outcome() != Outcome.UNKNOWN);
    Stream<Finding> several =
        answers.size() > 1
            ? Stream.of(Finding.of(NAME, "%s was answered in %d ways", key, answers.size()))
            : Stream.empty();
    Stream<Finding> unknown =
        told
            ? Stream.empty()
            : Stream.of(
                Finding.of(
                    NAME, "%s was tried %d times and never told anything", key, tries.size()));
    return Stream.of(several, unknown, undone(key, tries)).flatMap(findings -> findings);
  }

  /** What was told to be done is not refused afterwards. */
  private static Stream<Finding> undone(String key, List<Act> tries) {
    long done =
        tries.stream()
            .filter(act -> act.outcome() == Outcome.OK)
            .mapToLong(Act::end)
            .min()
            .orElse(Long.MAX_VALUE);
    return tries.stream()
        .filter(act -> act.outcome() == Outcome.REFUSED && act.begin() > done)
        .map(_ -> Finding.of(NAME, "%s was done, and refused when it was sent again", key));
  }
}

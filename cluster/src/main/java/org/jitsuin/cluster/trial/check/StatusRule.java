package org.jitsuin.cluster.trial.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every answer of every responder may be true: it is what an act made of the certificate, at some
 * moment between the freshness limit before the question and the answer. An act took effect at some
 * moment between its first try and the first answer that told so.
 */
final class StatusRule implements Rule {
  private static final String NAME = "statuses";

  private final long freshness;

  StatusRule(Duration freshness) {
    this.freshness = freshness.toMillis();
  }

  /** A status that a certificate took at some moment of a span. */
  private record Span(long begin, long end, Status status) {}

  @Override
  public Stream<Finding> check(History history, List<NodeRows> nodes) {
    Map<String, List<Span>> spans = spans(history);
    return history.seen(Seen.Answer.class).stream()
        .filter(answer -> answer.status() != Status.LATER)
        .filter(answer ->
            !possible(spans.getOrDefault(answer.serial(), List.of()), answer)
                .contains(answer.status()))
        .map(answer ->
            Finding.of(
                NAME,
                "%s said at %d that %s is %s; it may have been %s",
                answer.server(),
                answer.answered(),
                answer.serial(),
                answer.status(),
                possible(spans.getOrDefault(answer.serial(), List.of()), answer)));
  }

  private static Map<String, List<Span>> spans(History history) {
    Map<String, Long> begins = new HashMap<>();
    history.acts().forEach(act -> begins.merge(act.key(), act.begin(), Math::min));
    Map<String, List<Span>> spans = new HashMap<>();
    for (Act act : history.done().values()) {
      act.effects()
          .forEach((serial, status) ->
              spans
                  .computeIfAbsent(serial, _ -> new ArrayList<>())
                  .add(new Span(begins.get(act.key()), act.end(), status)));
    }
    return spans;
  }

  private Set<Status> possible(List<Span> spans, Seen.Answer answer) {
    long from = answer.asked() - freshness;
    Set<Status> possible = EnumSet.noneOf(Status.class);
    Span last = null;
    for (Span span : spans) {
      if (span.begin() <= answer.answered() && span.end() > from) {
        possible.add(span.status());
      }
      if (span.end() <= from && (last == null || span.end() > last.end())) {
        last = span;
      }
    }
    if (last != null) {
      possible.add(last.status());
    }
    return possible;
  }
}

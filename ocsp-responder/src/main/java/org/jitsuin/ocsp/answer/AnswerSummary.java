package org.jitsuin.ocsp.answer;

import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ocsp.wire.ResponseStatus;

/**
 * The gist of an answer, without about whom: enough to count it.
 *
 * @param authority the authority that is spoken for; empty for a refusal
 * @param kinds one for each certificate that was asked about, or one for a refusal
 */
public record AnswerSummary(Optional<Authority> authority, List<AnswerKind> kinds) {
  public AnswerSummary {
    kinds = List.copyOf(kinds);
  }

  static AnswerSummary of(ResponseStatus status) {
    return new AnswerSummary(Optional.empty(), List.of(AnswerKind.of(status)));
  }

  static AnswerSummary of(Decision.Statuses found) {
    return new AnswerSummary(
        Optional.of(found.issuer().issuer().authority()),
        found.answers().stream().map(answer -> AnswerKind.of(answer.status())).toList());
  }
}

package org.jitsuin.verifier.status;

import java.time.Instant;
import java.util.Collection;

/** Puts answers together. */
public final class Answers {
  private Answers() {}

  /** Asks a source that may be anybody's: one that fails is silent. */
  public static StatusAnswer guarded(StatusSource source, Question question) {
    try {
      StatusAnswer answer = source.status(question);
      return answer != null
          ? answer
          : new StatusAnswer.Silent(Silence.SOURCE_FAILED, "no answer at all");
    } catch (RuntimeException e) {
      return new StatusAnswer.Silent(Silence.SOURCE_FAILED, e.getClass().getName());
    }
  }

  /** Returns the worst of several answers; silence where there are none. */
  public static StatusAnswer worst(Collection<StatusAnswer> answers) {
    return answers.stream()
        .reduce(Answers::worse)
        .orElseGet(() -> new StatusAnswer.Silent(Silence.OTHER_SCOPE, "no answer about it"));
  }

  /** Returns the worse of two answers; of two good ones what both say. */
  static StatusAnswer worse(StatusAnswer one, StatusAnswer other) {
    if (one instanceof StatusAnswer.Good first && other instanceof StatusAnswer.Good second) {
      return new StatusAnswer.Good(
          earlier(first.asOf(), second.asOf()), earlier(first.until(), second.until()));
    }
    return gravity(other) > gravity(one) ? other : one;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static int gravity(StatusAnswer answer) {
    if (answer instanceof StatusAnswer.NeverIssued) {
      return 4;
    }
    if (answer instanceof StatusAnswer.Revoked revoked) {
      return revoked.isHold() ? 2 : 3;
    }
    return answer instanceof StatusAnswer.Good ? 0 : 1;
  }
}

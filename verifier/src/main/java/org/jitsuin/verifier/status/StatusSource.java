package org.jitsuin.verifier.status;

import java.util.List;

/**
 * Somebody who knows whether a certificate was revoked: OCSP, CRLs, or a source of one's own. It
 * believes nothing that the authority did not sign; where it cannot tell it says so by {@link
 * StatusAnswer.Silent}.
 */
@FunctionalInterface
public interface StatusSource {
  /** Returns what is known of a certificate. */
  StatusAnswer status(Question question);

  /**
   * Returns a source that asks all of these, and says good only where each of them does. The worst
   * of the answers counts.
   *
   * <pre>{@code
   * StatusSource both = StatusSource.all(ocsp, crl);
   * }</pre>
   *
   * @throws IllegalArgumentException if there are none
   */
  static StatusSource all(StatusSource... sources) {
    List<StatusSource> asked = someOf(sources);
    return question ->
        asked.stream()
            .map(source -> Answers.guarded(source, question))
            .reduce(Answers::worse)
            .orElseThrow();
  }

  /**
   * Returns a source that asks one after the other until one can tell. The last one's silence is
   * the answer where none can.
   *
   * <pre>{@code
   * StatusSource crlWhereOcspIsSilent = StatusSource.firstThatTells(ocsp, crl);
   * }</pre>
   *
   * @throws IllegalArgumentException if there are none
   */
  static StatusSource firstThatTells(StatusSource... sources) {
    List<StatusSource> asked = someOf(sources);
    return question -> {
      StatusAnswer answer = null;
      for (StatusSource source : asked) {
        answer = Answers.guarded(source, question);
        if (!(answer instanceof StatusAnswer.Silent)) {
          return answer;
        }
      }
      return answer;
    };
  }

  private static List<StatusSource> someOf(StatusSource... sources) {
    if (sources.length == 0) {
      throw new IllegalArgumentException("without a source nothing is known of any certificate");
    }
    return List.of(sources);
  }
}

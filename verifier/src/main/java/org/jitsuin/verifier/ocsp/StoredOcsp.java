package org.jitsuin.verifier.ocsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.verifier.status.Answers;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;
import org.jitsuin.verifier.status.Unanswered;

/**
 * Answers that somebody fetched before, such as those that stand beside a signature. They are
 * believed as long as they are current, and the worst of them counts.
 *
 * <pre>{@code
 * StatusSource stored = new StoredOcsp(OcspPolicy.stored(), List.of(answer));
 * }</pre>
 */
public final class StoredOcsp implements StatusSource {
  private final OcspPolicy policy;
  private final List<byte[]> answers;

  /**
   * @param answers each an OCSPResponse, DER
   */
  public StoredOcsp(OcspPolicy policy, List<byte[]> answers) {
    this.policy = policy;
    this.answers = answers.stream().map(byte[]::clone).toList();
  }

  @Override
  public StatusAnswer status(Question question) {
    List<StatusAnswer> told = new ArrayList<>();
    StatusAnswer silence = new StatusAnswer.Silent(Silence.OTHER_SCOPE, "no answer is stored");
    for (byte[] answer : answers) {
      try {
        told.add(new OcspReader(question, Optional.empty(), policy).read(answer));
      } catch (Unanswered e) {
        // One about another certificate says nothing; what is wrong with the right one counts.
        if (e.answer().why() != Silence.OTHER_SCOPE) {
          silence = e.answer();
        }
      }
    }
    return told.isEmpty() ? silence : Answers.worst(told);
  }
}

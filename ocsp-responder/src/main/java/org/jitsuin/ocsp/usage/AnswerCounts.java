package org.jitsuin.ocsp.usage;

import java.util.Optional;
import org.jitsuin.ocsp.access.Audience;
import org.jitsuin.ocsp.answer.AnswerSummary;

/**
 * The counts of answers, all of them.
 *
 * @param tally of all answers
 * @param parties of each relying party; empty where it is not looked who asks
 */
public record AnswerCounts(AnswerTally tally, Optional<RelyingPartyCounts> parties) {
  /** Counts an answer. */
  public void count(Audience audience, AnswerSummary told) {
    tally.count(told);
    if (audience instanceof Audience.Registered(var party)) {
      parties.ifPresent(counts -> counts.count(party, told));
    }
  }
}

package org.jitsuin.ocsp.usage;

import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.ocsp.access.Audience;
import org.jitsuin.ocsp.answer.AnswerSummary;
import org.jitsuin.ocsp.wire.CertId;
import org.jitsuin.ocsp.wire.OcspRequest;

/**
 * The counts of answers, all of them.
 *
 * @param tally of all answers
 * @param parties of each relying party; empty where it is not looked who asks
 */
public record AnswerCounts(AnswerTally tally, Optional<RelyingPartyCounts> parties) {
  /** Counts an answer to a request. */
  public void count(Audience audience, OcspRequest request, AnswerSummary told) {
    tally.count(told);
    tally.countHashes(request.certIds());
    if (audience instanceof Audience.Registered(var party)) {
      List<CertIdHash> hashes = request.certIds().stream().map(CertId::hash).toList();
      parties.ifPresent(counts -> counts.count(party, hashes, told));
    }
  }
}

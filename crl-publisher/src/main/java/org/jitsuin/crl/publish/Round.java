package org.jitsuin.crl.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.crl.plan.Fence;

/**
 * Publishes the CRLs of some partitions. After a crash in between, nothing of it is served: what is
 * served is what is recorded as published, and that is the last step.
 *
 * <ol>
 *   <li>read the entries, all in one state of the database
 *   <li>record the CRLs as intended, each with a number that is never used again
 *   <li>sign and write them, and read them back
 *   <li>put the files into place, beside those of the CRLs before
 *   <li>record them as published, together with the audit entries
 * </ol>
 */
final class Round {
  private final Drafts drafts;
  private final Ledger ledger;
  private final Press press;
  private final Heartbeat heartbeat;

  Round(Drafts drafts, Ledger ledger, Press press, Heartbeat heartbeat) {
    this.drafts = drafts;
    this.ledger = ledger;
    this.press = press;
    this.heartbeat = heartbeat;
  }

  /**
   * @return what became of each partition; empty if the lease is lost
   * @throws Fault if the database or the token is at fault; no partition has a new CRL then
   */
  Optional<List<Outcome>> run(Fence fence, List<Due> due) {
    try (Heartbeat.Beating _ = heartbeat.during(fence)) {
      return kept(fence, due);
    }
  }

  private Optional<List<Outcome>> kept(Fence fence, List<Due> due) {
    press.check();
    List<Outcome> outcomes = new ArrayList<>();
    List<Draft> read = drafts.read(due, outcomes);
    try {
      if (read.isEmpty()) {
        return Optional.of(outcomes);
      }
      Optional<List<Intent>> intents = ledger.intend(fence, read);
      if (intents.isEmpty()) {
        return Optional.empty();
      }
      List<Signed> signed = press.sign(intents.get(), outcomes);
      if (!ledger.holds(fence)) {
        return Optional.empty();
      }
      List<Signed> placed = press.place(signed, outcomes);
      return ledger.record(fence, placed) ? Optional.of(with(outcomes, placed)) : Optional.empty();
    } finally {
      read.forEach(Draft::close);
    }
  }

  private static List<Outcome> with(List<Outcome> outcomes, List<Signed> published) {
    published.forEach(signed ->
        outcomes.add(new Outcome.Published(signed.intent().draft().listing(), signed.published())));
    return outcomes;
  }
}

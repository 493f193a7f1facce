package org.jitsuin.crl.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.store.Fence;

/**
 * Publishes the CRLs of some partitions. After a crash in between, nothing of it is served: what is
 * served is what is recorded as published, and that is the last step.
 *
 * <ol>
 *   <li>write that the lease is kept, and read the entries, all in one state of the database, which
 *       is not older than that
 *   <li>record the CRLs as intended, each with a number that is never used again
 *   <li>sign and write them, and read them back
 *   <li>put the files into place, beside those of the CRLs before
 *   <li>record them as published, together with the audit entries
 * </ol>
 */
final class PublishingRound {
  private final EntryReader drafts;
  private final CrlRecords ledger;
  private final CrlSigner press;
  private final LeaseKeeper heartbeat;

  PublishingRound(EntryReader drafts, CrlRecords ledger, CrlSigner press, LeaseKeeper heartbeat) {
    this.drafts = drafts;
    this.ledger = ledger;
    this.press = press;
    this.heartbeat = heartbeat;
  }

  /**
   * @return what became of each partition; empty if the lease is lost
   * @throws Fault if the database or the token is at fault; no partition has a new CRL then
   */
  Optional<List<PublishOutcome>> run(Fence fence, List<Due> due) {
    try (LeaseKeeper.Beating _ = heartbeat.during(fence)) {
      return kept(fence, due);
    }
  }

  private Optional<List<PublishOutcome>> kept(Fence fence, List<Due> due) {
    press.check();
    List<PublishOutcome> outcomes = new ArrayList<>();
    Optional<EntryReader.Since> since = ledger.since(fence);
    if (since.isEmpty()) {
      return Optional.empty();
    }
    List<CrlDraft> read = drafts.read(since.get(), due, outcomes);
    try {
      if (read.isEmpty()) {
        return Optional.of(outcomes);
      }
      Optional<List<Intent>> intents = ledger.intend(fence, read);
      if (intents.isEmpty()) {
        return Optional.empty();
      }
      List<SignedCrls> signed = press.sign(intents.get(), outcomes);
      if (!ledger.holds(fence)) {
        return Optional.empty();
      }
      List<SignedCrls> placed = press.place(signed, outcomes);
      return ledger.record(fence, placed) ? Optional.of(with(outcomes, placed)) : Optional.empty();
    } finally {
      read.forEach(CrlDraft::close);
    }
  }

  private static List<PublishOutcome> with(
      List<PublishOutcome> outcomes, List<SignedCrls> published) {
    published.forEach(signed ->
        outcomes.add(
            new PublishOutcome.Published(signed.intent().draft().listing(), signed.published())));
    return outcomes;
  }
}

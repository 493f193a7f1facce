package org.jitsuin.ca.log;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.tlog.Checkpoint;
import org.jitsuin.base.tlog.LogFiles;
import org.jitsuin.base.tlog.SignedNote;
import org.jitsuin.base.tlog.Tree;
import org.jitsuin.ca.store.Lease;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.LogTable.Row;
import org.jitsuin.ca.store.Transactions;

/** Has witnesses cosign the newest checkpoint, and publishes it with what they signed. */
public final class WitnessRound {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Transactions transactions;
  private final Lease lease;
  private final LogFiles files;
  private final List<WitnessClient> witnesses;

  /**
   * @param lease which server asks
   * @param files this server's own; a checkpoint they do not reach is left for the next round
   */
  public WitnessRound(Transactions transactions, Lease lease, LogFiles files, Witnesses witnesses) {
    this.transactions = transactions;
    this.lease = lease;
    this.files = files;
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    this.witnesses =
        witnesses.all().stream().map(witness -> new WitnessClient(witness, http)).toList();
  }

  /** Whether there is anybody to ask. */
  public boolean isWanted() {
    return !witnesses.isEmpty();
  }

  /**
   * One look; every server publishes what any of them got.
   *
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE
   */
  public void round() {
    Optional<Long> fence = lease.hold();
    Optional<SignedNote> newest = published();
    if (fence.isPresent() && newest.isPresent()) {
      cosign(newest.get(), fence.get());
    }
    transactions
        .run(LogTable::witnessed)
        .flatMap(Row::note)
        .ifPresent(note -> files.publishWitnessed(note.getBytes(StandardCharsets.UTF_8)));
  }

  /** What the sequencer of this server published: its files have the tree. */
  private Optional<SignedNote> published() {
    return files.checkpoint().flatMap(SignedNote::parse);
  }

  private void cosign(SignedNote checkpoint, long fence) {
    long size = Checkpoint.parse(checkpoint.text()).orElseThrow().size();
    Tree tree = new Tree(size, files);
    SignedNote cosigned = checkpoint;
    int count = 0;
    for (WitnessClient witness : witnesses) {
      Optional<SignedNote.Signature> signature = witness.cosign(checkpoint, tree);
      cosigned = signature.map(cosigned::with).orElse(cosigned);
      count += signature.isPresent() ? 1 : 0;
    }
    String note = new String(cosigned.bytes(), StandardCharsets.UTF_8);
    int signed = count;
    if (signed > 0) {
      transactions.run(handle -> {
        if (lease.keep(handle, fence)) {
          LogTable.complete(handle, size, note, signed);
        }
        return signed;
      });
    }
  }
}

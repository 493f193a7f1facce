package org.jitsuin.ca.log;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.audit.tlog.Witnesses;
import org.jitsuin.base.model.Setback;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.store.KeptCheckpoint;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Head;
import org.jitsuin.store.Lease;
import org.jitsuin.store.SetbackTable;

/** Asks witnesses to cosign the newest checkpoint, and publishes it with what they signed. */
public final class WitnessRound implements Sequencer.Witnessing {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Transactions transactions;
  private final Lease lease;
  private final LogFiles files;
  private final List<WitnessClient> witnesses;
  private final String node;
  private final InstantSource clock;
  private volatile List<Standing> standings;

  /**
   * @param lease which server asks
   * @param files this server's own; a checkpoint they do not reach is left for the next round
   * @param node the server's name
   */
  public WitnessRound(
      Transactions transactions,
      Lease lease,
      LogFiles files,
      Witnesses witnesses,
      String node,
      InstantSource clock) {
    this.node = node;
    this.clock = clock;
    this.transactions = transactions;
    this.lease = lease;
    this.files = files;
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    this.witnesses =
        witnesses.all().stream().map(witness -> new WitnessClient(witness, http)).toList();
    this.standings =
        this.witnesses.stream()
            .map(witness -> new Standing(witness.name(), 0, Optional.empty(), Optional.empty()))
            .toList();
  }

  /**
   * How a witness stands.
   *
   * @param size that it cosigned last, as far as this server knows
   * @param askedAt empty as long as this server has not asked it
   * @param problem why it did not cosign when it was asked last
   */
  public record Standing(
      String name, long size, Optional<Instant> askedAt, Optional<String> problem) {}

  /** Returns how the witnesses stand; another server may be the one that asks. */
  public List<Standing> standings() {
    return standings;
  }

  /** Returns whether there is any witness to ask. */
  public boolean isWanted() {
    return !witnesses.isEmpty();
  }

  @Override
  public Optional<Setback> compare(SignedNote latest, long entries) {
    return witnesses.stream()
        .flatMap(witness -> setback(witness, witness.seen(latest), entries).stream())
        .findFirst();
  }

  /** A witness has seen what this authority signed, and nothing else. */
  private static Optional<Setback> setback(
      WitnessClient witness, Optional<Long> seen, long entries) {
    return seen.filter(size -> size > entries)
        .map(size -> Setback.ofLog(size, entries, "witness " + witness.name()));
  }

  /**
   * Runs one round; every server publishes what any of them got.
   *
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE
   */
  public void round() {
    Optional<Fence> fence = lease.hold();
    Optional<SignedNote> newest = published();
    if (fence.isPresent() && newest.isPresent()) {
      cosign(newest.get(), fence.get());
      witnesses.forEach(this::look);
    }
    transactions
        .run(LogTable::witnessed)
        .flatMap(KeptCheckpoint::note)
        .ifPresent(note -> files.publishWitnessed(note.getBytes(StandardCharsets.UTF_8)));
  }

  /** Asks a witness that did not answer at the start whether it has seen more than there is. */
  private void look(WitnessClient witness) {
    if (witness.ahead().isPresent()) {
      transactions.run(handle -> {
        SetbackTable.awaitRecovery(handle);
        Optional<Setback> found = setback(witness, witness.ahead(), Head.LOG.last(handle));
        found.ifPresent(setback -> {
          CaLog.LOG.databaseSetBack(setback.sentence());
          SetbackTable.close(handle, setback, node, clock.instant());
        });
        return found;
      });
    }
  }

  /** Returns what the sequencer of this server published: its files have the tree. */
  private Optional<SignedNote> published() {
    return files.checkpoint().flatMap(SignedNote::parse);
  }

  private void cosign(SignedNote checkpoint, Fence fence) {
    long size = Checkpoint.parse(checkpoint.text()).orElseThrow().size();
    Tree tree = new Tree(size, files);
    SignedNote cosigned = checkpoint;
    int count = 0;
    for (WitnessClient witness : witnesses) {
      Optional<SignedNote.Signature> signature = witness.cosign(checkpoint, tree);
      cosigned = signature.map(cosigned::with).orElse(cosigned);
      count += signature.isPresent() ? 1 : 0;
    }
    Instant asked = clock.instant();
    standings = witnesses.stream().map(witness -> witness.standing(asked)).toList();
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

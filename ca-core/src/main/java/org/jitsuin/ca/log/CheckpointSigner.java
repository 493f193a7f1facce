package org.jitsuin.ca.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.ca.store.Committed;
import org.jitsuin.ca.store.KeptCheckpoint;
import org.jitsuin.ca.store.LogKey;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Lease;
import org.jitsuin.store.SetbackTable;

/**
 * Signs checkpoints on the server that holds the lease. Each step may be the last before a crash: a
 * checkpoint is recorded before it is signed, and nothing else is signed as long as it is not.
 */
final class CheckpointSigner {
  private final Transactions transactions;
  private final Lease lease;
  private final Function<LogKey, SigningKey> keys;
  private final InstantSource clock;

  /**
   * @param lease which server signs
   * @param keys finds the key in the token
   */
  CheckpointSigner(
      Transactions transactions,
      Lease lease,
      Function<LogKey, SigningKey> keys,
      InstantSource clock) {
    this.transactions = transactions;
    this.lease = lease;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Signs what an earlier holder left unsigned, and then what came since.
   *
   * @param latest the newest checkpoint that the database knows
   * @param fence of the lease that this server holds
   * @return up to which entry the log is signed
   * @throws Fault what the token says; INTEGRITY_VIOLATED if entries that were signed are gone
   */
  long advance(OpenLog current, Optional<KeptCheckpoint> latest, Fence fence) {
    String origin = current.key().origin();
    long signed = latest.map(KeptCheckpoint::size).orElse(0L);
    if (latest.isPresent() && latest.get().note().isEmpty()) {
      // An earlier holder ended before it was signed, or before that was written.
      if (!sign(current, latest.get().checkpoint(origin), fence)) {
        return signed;
      }
    } else {
      latest.ifPresent(current::publish);
    }
    Optional<Committed> committed = committed(fence);
    if (committed.isEmpty()) {
      return signed;
    }
    long size = committed.get().entry();
    if (size < signed) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          String.format(
              Locale.ROOT,
              "the audit log has %d entries, but had %d when it was last signed",
              size,
              signed));
    }
    long shown = transactions.shown(committed.get());
    return shown > signed && extend(current, shown, fence) ? shown : signed;
  }

  /**
   * The last entry that there is. Who may have been deposed does not ask: its copy must not have
   * more of them than the successor is about to sign.
   */
  private Optional<Committed> committed(Fence fence) {
    return transactions.run(handle ->
        lease.keep(handle, fence) ? Optional.of(Committed.last(handle)) : Optional.empty());
  }

  private boolean extend(OpenLog current, long size, Fence fence) {
    Checkpoint checkpoint =
        new Checkpoint(current.key().origin(), size, current.copy().rootAt(size));
    Instant now = clock.instant();
    return whileHeld(fence, handle -> LogTable.intend(handle, checkpoint, now))
        && sign(current, checkpoint, fence);
  }

  /** Signs and publishes a checkpoint; returns false if another server is to do it. */
  private boolean sign(OpenLog current, Checkpoint checkpoint, Fence fence) {
    byte[] signature =
        keys.apply(current.key()).sign(checkpoint.text().getBytes(StandardCharsets.UTF_8));
    SignedNote note =
        new SignedNote(checkpoint.text(), List.of(current.key().verifier().signature(signature)));
    String text = new String(note.bytes(), StandardCharsets.UTF_8);
    boolean kept =
        whileHeld(fence, handle -> LogTable.complete(handle, checkpoint.size(), text, 0));
    if (kept) {
      current.copy().publish(checkpoint.size(), text);
    }
    return kept;
  }

  private boolean whileHeld(Fence fence, Consumer<Handle> change) {
    return transactions.run(handle -> {
      boolean held = lease.keep(handle, fence);
      if (held) {
        SetbackTable.requireNone(handle);
        change.accept(handle);
      }
      return held;
    });
  }
}

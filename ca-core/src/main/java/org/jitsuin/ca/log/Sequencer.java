package org.jitsuin.ca.log;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.tlog.Checkpoint;
import org.jitsuin.base.tlog.LogDamaged;
import org.jitsuin.base.tlog.LogFiles;
import org.jitsuin.base.tlog.SignedNote;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.Lease;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.LogTable.LogKey;
import org.jitsuin.ca.store.LogTable.Row;
import org.jitsuin.ca.store.Transactions;

/**
 * Brings this server's copy of the tree up to the newest checkpoint; on the server that holds the
 * lease also integrates what came since, and signs. Each step may be the last before a crash: a
 * checkpoint is recorded before it is signed, and nothing else is signed as long as it is not.
 *
 * <p>Not for several threads, but for {@link #state()}.
 */
public final class Sequencer {
  /** After what was signed and what is there contradicted each other. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final Lease lease;
  private final LogFiles files;
  private final Function<LogKey, SigningKey> keys;
  private final InstantSource clock;

  private Optional<Log> log = Optional.empty();
  private Instant restUntil = Instant.MIN;
  private volatile LogState state = LogState.BEGINNING;

  /**
   * @param lease which server signs
   * @param files this server's own
   * @param keys finds the key in the token
   */
  public Sequencer(
      Transactions transactions,
      Lease lease,
      LogFiles files,
      Function<LogKey, SigningKey> keys,
      InstantSource clock) {
    this.transactions = transactions;
    this.lease = lease;
    this.files = files;
    this.keys = keys;
    this.clock = clock;
  }

  private record Log(LogKey key, LogCopy copy) {}

  /** How far this server is. */
  public LogState state() {
    return state;
  }

  /**
   * One look at what there is to do.
   *
   * @throws Fault DATABASE_UNAVAILABLE, FILES_UNAVAILABLE, AUTHORITY_MISSING before the key
   *     ceremony, what the token says, and INTEGRITY_VIOLATED where the database is not what was
   *     signed
   */
  public void round() {
    Instant now = clock.instant();
    if (now.isBefore(restUntil)) {
      return;
    }
    try {
      state = new LogState(sequence(), now, Optional.empty());
    } catch (Fault e) {
      throw stopped(e, now);
    } catch (LogDamaged | UncheckedIOException e) {
      // A copy that failed half-way is not gone on with: the next round begins with the files.
      log = Optional.empty();
      throw stopped(new Fault(FaultCode.FILES_UNAVAILABLE, e.getMessage(), e), now);
    }
  }

  private Fault stopped(Fault fault, Instant now) {
    state = new LogState(state.size(), state.at(), Optional.of(fault));
    if (state.isContradicted()) {
      // What is in memory may be part of it.
      log = Optional.empty();
      restUntil = now.plus(REST);
    }
    return fault;
  }

  private long sequence() {
    Log current = log.orElseGet(this::open);
    log = Optional.of(current);
    Optional<Row> latest = transactions.run(LogTable::latest);
    latest.ifPresent(row -> current.copy().follow(row.checkpoint(current.key().origin())));
    Optional<Long> fence = lease.hold();
    if (fence.isPresent()) {
      return lead(current, latest, fence.get());
    }
    latest.flatMap(Row::note).ifPresent(this::publish);
    return latest.map(Row::size).orElse(0L);
  }

  private Log open() {
    LogKey key =
        transactions
            .run(LogTable::key)
            .orElseThrow(
                () -> new Fault(FaultCode.AUTHORITY_MISSING, "the audit log has no key yet"));
    return new Log(key, new LogCopy(transactions, files, key.verifier()));
  }

  private long lead(Log current, Optional<Row> latest, long fence) {
    String origin = current.key().origin();
    long signed = latest.map(Row::size).orElse(0L);
    if (latest.isPresent() && latest.get().note().isEmpty()) {
      // An earlier holder ended before it was signed, or before that was written.
      if (!sign(current, latest.get().checkpoint(origin), fence)) {
        return signed;
      }
    } else {
      latest.flatMap(Row::note).ifPresent(this::publish);
    }
    long size = committed(fence).orElse(signed);
    if (size < signed) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          String.format(
              Locale.ROOT,
              "the audit log has %d entries and had %d when it was signed",
              size,
              signed));
    }
    return size > signed && extend(current, size, fence) ? size : signed;
  }

  /**
   * How many entries there are. Who may have been deposed does not ask: its copy must not have more
   * of them than the successor is about to sign.
   */
  private Optional<Long> committed(long fence) {
    return transactions.run(handle ->
        lease.keep(handle, fence) ? Optional.of(AuditTable.last(handle)) : Optional.empty());
  }

  private boolean extend(Log current, long size, long fence) {
    Checkpoint checkpoint =
        new Checkpoint(current.key().origin(), size, current.copy().rootAt(size));
    Instant now = clock.instant();
    return whileHeld(fence, handle -> LogTable.intend(handle, checkpoint, now))
        && sign(current, checkpoint, fence);
  }

  /** False if another server is to do it. */
  private boolean sign(Log current, Checkpoint checkpoint, long fence) {
    byte[] signature =
        keys.apply(current.key()).sign(checkpoint.text().getBytes(StandardCharsets.UTF_8));
    SignedNote note =
        new SignedNote(checkpoint.text(), List.of(current.key().verifier().signature(signature)));
    String text = new String(note.bytes(), StandardCharsets.UTF_8);
    boolean kept =
        whileHeld(fence, handle -> LogTable.complete(handle, checkpoint.size(), text, 0));
    if (kept) {
      publish(text);
    }
    return kept;
  }

  private boolean whileHeld(long fence, Consumer<Handle> change) {
    return transactions.run(handle -> {
      boolean held = lease.keep(handle, fence);
      if (held) {
        change.accept(handle);
      }
      return held;
    });
  }

  private void publish(String note) {
    files.publish(note.getBytes(StandardCharsets.UTF_8));
  }
}

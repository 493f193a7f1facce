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
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.model.Setback;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.Lease;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.LogTable.LogKey;
import org.jitsuin.ca.store.LogTable.Row;
import org.jitsuin.ca.store.SetbackTable;
import org.jitsuin.ca.store.Transactions;

/**
 * Brings this server's copy of the tree up to the newest checkpoint; on the server that holds the
 * lease also integrates what came since, and signs. Each step may be the last before a crash: a
 * checkpoint is recorded before it is signed, and nothing else is signed as long as it is not.
 *
 * <p>Not for several threads, but for {@link #state()}.
 */
public final class Sequencer {
  /** The pause after what was signed and what is there contradicted each other. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final Lease lease;
  private final LogFiles files;
  private final Function<LogKey, SigningKey> keys;
  private final InstantSource clock;

  private final Beginning beginning;

  private boolean witnessesCompared;
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
    this(
        transactions,
        lease,
        files,
        keys,
        clock,
        new Beginning("", new LogGate(), (_, _) -> Optional.empty()));
  }

  /**
   * @param beginning what a server does before it signs for the first time
   */
  public Sequencer(
      Transactions transactions,
      Lease lease,
      LogFiles files,
      Function<LogKey, SigningKey> keys,
      InstantSource clock,
      Beginning beginning) {
    this.transactions = transactions;
    this.lease = lease;
    this.files = files;
    this.keys = keys;
    this.clock = clock;
    this.beginning = beginning;
  }

  /**
   * The work of a server before it signs for the first time.
   *
   * @param node the server's name
   * @param gate is opened once the database was compared with what was signed
   * @param witnesses are asked how much they have seen
   */
  public record Beginning(String node, LogGate gate, Witnessing witnesses) {}

  /** Others who have seen the log. */
  @FunctionalInterface
  public interface Witnessing {
    /**
     * Returns the setback, if a witness has seen more than there is.
     *
     * @param latest the newest checkpoint that the database knows, signed
     * @param entries how many it has
     */
    Optional<Setback> compare(SignedNote latest, long entries);
  }

  private record Log(LogKey key, LogCopy copy) {}

  /** Returns the state of this server's copy. */
  public LogState state() {
    return state;
  }

  /**
   * Runs one round: looks at what there is to do.
   *
   * @throws Fault DATABASE_UNAVAILABLE, FILES_UNAVAILABLE, AUTHORITY_MISSING before the key
   *     ceremony, what the token says, INTEGRITY_VIOLATED where the database is not what was
   *     signed, and RECOVERY_NEEDED where it is an older state of itself
   */
  public void round() {
    if (!clock.instant().isBefore(restUntil)) {
      guard(this::sequence);
    }
  }

  /**
   * Compares the database with what was signed from it, and does no more.
   *
   * @throws Fault as {@link #round()}
   */
  public void begin() {
    guard(() -> latest(opened()).map(Row::size).orElse(0L));
  }

  private void guard(LongSupplier work) {
    Instant now = clock.instant();
    try {
      state = new LogState(work.getAsLong(), now, Optional.empty());
    } catch (Fault e) {
      throw stopped(e, now);
    } catch (SetbackFound e) {
      throw stopped(close(e.setback(), now), now);
    } catch (LogDamaged | UncheckedIOException e) {
      // A copy that failed half-way is not gone on with: the next round begins with the files.
      log = Optional.empty();
      throw stopped(new Fault(FaultCode.FILES_UNAVAILABLE, e.getMessage(), e), now);
    }
  }

  /** Closes the log: from then on no server records, signs or answers. */
  private Fault close(Setback found, Instant now) {
    CaLog.LOG.databaseSetBack(found.sentence());
    List<Setback> all =
        transactions.run(handle -> {
          SetbackTable.close(handle, found, beginning.node(), now);
          return SetbackTable.all(handle);
        });
    return SetbackTable.recoveryNeeded(all);
  }

  private Fault stopped(Fault fault, Instant now) {
    if (fault.code() == FaultCode.AUTHORITY_MISSING) {
      // Nothing was ever signed.
      beginning.gate().open();
    } else {
      beginning.gate().obstructed(fault);
    }
    if (fault.code() == FaultCode.RECOVERY_NEEDED) {
      log = Optional.empty();
    }
    state = new LogState(state.size(), state.at(), Optional.of(fault));
    if (state.isContradicted()) {
      // What is in memory may be part of it.
      log = Optional.empty();
      restUntil = now.plus(REST);
    }
    return fault;
  }

  private long sequence() {
    Log current = opened();
    Optional<Row> latest = latest(current);
    latest.ifPresent(row -> current.copy().follow(row.checkpoint(current.key().origin())));
    current.copy().scrub();
    Optional<Long> fence = lease.hold();
    if (fence.isPresent()) {
      return lead(current, latest, fence.get());
    }
    latest.ifPresent(row -> publish(current, row));
    return latest.map(Row::size).orElse(0L);
  }

  private Log opened() {
    List<Setback> found = transactions.run(SetbackTable::all);
    if (!found.isEmpty()) {
      throw SetbackTable.recoveryNeeded(found);
    }
    Log current = log.orElseGet(this::open);
    log = Optional.of(current);
    return current;
  }

  /** The newest checkpoint that the database knows; whoever asks has compared it. */
  private Optional<Row> latest(Log current) {
    Optional<Row> latest = transactions.run(LogTable::latest);
    compare(current, latest);
    return latest;
  }

  /** Compares, before anything is recorded, whether more was signed than the database has. */
  private void compare(Log current, Optional<Row> latest) {
    long entries = transactions.run(AuditTable::last);
    current.copy().compare(latest.map(Row::size).orElse(0L), entries);
    if (!witnessesCompared) {
      latest
          .flatMap(Row::note)
          .flatMap(note -> SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)))
          .flatMap(note -> beginning.witnesses().compare(note, entries))
          .ifPresent(seen -> {
            throw new SetbackFound(seen);
          });
      witnessesCompared = true;
    }
    beginning.gate().open();
  }

  private Log open() {
    LogKey key =
        transactions
            .run(LogTable::key)
            .orElseThrow(() ->
                new Fault(FaultCode.AUTHORITY_MISSING, "the audit log has no signing key yet"));
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
      latest.ifPresent(row -> publish(current, row));
    }
    long size = committed(fence).orElse(signed);
    if (size < signed) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          String.format(
              Locale.ROOT,
              "the audit log has %d entries, but had %d when it was last signed",
              size,
              signed));
    }
    return size > signed && extend(current, size, fence) ? size : signed;
  }

  /**
   * Returns how many entries are committed. Who may have been deposed does not ask: its copy must
   * not have more of them than the successor is about to sign.
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

  /** Signs and publishes a checkpoint; returns false if another server is to do it. */
  private boolean sign(Log current, Checkpoint checkpoint, long fence) {
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

  private boolean whileHeld(long fence, Consumer<Handle> change) {
    return transactions.run(handle -> {
      boolean held = lease.keep(handle, fence);
      if (held) {
        SetbackTable.requireNone(handle);
        change.accept(handle);
      }
      return held;
    });
  }

  private static void publish(Log current, Row row) {
    row.note().ifPresent(note -> current.copy().publish(row.size(), note));
  }
}

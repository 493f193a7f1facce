package org.jitsuin.ca.log;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.model.Setback;
import org.jitsuin.base.time.Interval;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.store.KeptCheckpoint;
import org.jitsuin.ca.store.LogKey;
import org.jitsuin.ca.store.LogTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Head;
import org.jitsuin.store.Lease;
import org.jitsuin.store.SetbackTable;

/**
 * Brings this server's copy of the tree up to the newest checkpoint; on the server that holds the
 * lease also integrates what came since, and signs.
 *
 * <p>Not for several threads, but for {@link #state()}.
 */
public final class Sequencer {
  /** The pause after what was signed and what is there contradicted each other. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final Lease lease;
  private final LogFiles files;
  private final CheckpointSigner signer;
  private final InstantSource clock;
  private final Beginning beginning;

  private boolean witnessesCompared;
  private Optional<OpenLog> log = Optional.empty();
  private Interval rest = Interval.EMPTY;
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
    this.signer = new CheckpointSigner(transactions, lease, keys, clock);
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
    if (!rest.contains(clock.instant())) {
      guard(this::sequence);
    }
  }

  /**
   * Compares the database with what was signed from it, and does no more.
   *
   * @throws Fault as {@link #round()}
   */
  public void begin() {
    guard(() -> latest(opened()).map(KeptCheckpoint::size).orElse(0L));
  }

  private void guard(LongSupplier work) {
    Instant now = clock.instant();
    try {
      state = new LogState(caughtUp(work), now, Optional.empty());
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

  /**
   * Does work, and where it finds a setback once more, behind a commit of this server's own: a node
   * of the database that was only behind the others has caught up then, and the log is closed for
   * nothing less than a setback.
   */
  private long caughtUp(LongSupplier work) {
    try {
      return work.getAsLong();
    } catch (SetbackFound _) {
      log = Optional.empty();
      lease.touch();
      return work.getAsLong();
    }
  }

  /**
   * Closes the log: from then on no server records, signs or answers. Nobody recovers meanwhile,
   * since that is done when it is closed, and while it is nothing is compared.
   */
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
      rest = new Interval(now, REST);
    }
    return fault;
  }

  private long sequence() {
    OpenLog current = opened();
    Optional<KeptCheckpoint> latest = latest(current);
    latest.ifPresent(row -> current.copy().follow(row.checkpoint(current.key().origin())));
    current.copy().scrub();
    Optional<Fence> fence = lease.hold();
    if (fence.isPresent()) {
      return signer.advance(current, latest, fence.get());
    }
    latest.ifPresent(current::publish);
    return latest.map(KeptCheckpoint::size).orElse(0L);
  }

  private OpenLog opened() {
    List<Setback> found = setbacks();
    if (!found.isEmpty()) {
      throw SetbackTable.recoveryNeeded(found);
    }
    OpenLog current = log.orElseGet(this::open);
    log = Optional.of(current);
    return current;
  }

  /** What anybody found; what a publisher found closes the log now, which it cannot do itself. */
  private List<Setback> setbacks() {
    boolean reported = transactions.run(SetbackTable::takeOver);
    List<Setback> found = transactions.run(SetbackTable::all);
    if (reported) {
      CaLog.LOG.databaseSetBack(found.getFirst().sentence());
    }
    return found;
  }

  /** The newest checkpoint that the database knows; whoever asks has compared it. */
  private Optional<KeptCheckpoint> latest(OpenLog current) {
    Optional<KeptCheckpoint> latest = transactions.run(LogTable::latest);
    compare(current, latest);
    return latest;
  }

  /** Compares, before anything is recorded, whether more was signed than the database has. */
  private void compare(OpenLog current, Optional<KeptCheckpoint> latest) {
    long entries = transactions.run(Head.LOG::last);
    current.copy().compare(latest.map(KeptCheckpoint::size).orElse(0L), entries);
    if (!witnessesCompared) {
      latest
          .flatMap(KeptCheckpoint::note)
          .flatMap(note -> SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)))
          .flatMap(note -> beginning.witnesses().compare(note, entries))
          .ifPresent(seen -> {
            throw new SetbackFound(seen);
          });
      witnessesCompared = true;
    }
    beginning.gate().open();
  }

  private OpenLog open() {
    LogKey key =
        transactions
            .run(LogTable::key)
            .orElseThrow(() ->
                new Fault(FaultCode.AUTHORITY_MISSING, "the audit log has no signing key yet"));
    return new OpenLog(key, new LogCopy(transactions, files, key.verifier()));
  }
}

package org.jitsuin.ca.erasure;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Node;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.record.RetentionAct;
import org.jitsuin.ca.retention.RecordKind;
import org.jitsuin.ca.retention.RetentionPolicy;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.DropArchive;
import org.jitsuin.ca.store.DueRecords;
import org.jitsuin.ca.store.RetentionTable;
import org.jitsuin.ca.store.RetentionTable.Progress;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Lease;
import org.jitsuin.store.SetbackTable;

/**
 * Erases each day what is due, on one server at a time. A portion is one transaction with what was
 * erased, how far it is and the audit entry; a server that dies leaves whole portions.
 *
 * <p>Not for several threads at once.
 */
public final class RetentionWork {
  private static final int PORTIONS_A_ROUND = 20;
  private static final String LEASE = "retention";
  private static final Duration LEASE_DURATION = Duration.ofMinutes(1);

  /** What is erased is gone: nobody erases by a clock that only one of two machines shows. */
  private static final Duration CLOCKS_AGREE = Duration.ofHours(1);

  private final Transactions transactions;
  private final AuditLog auditLog;
  private final InstantSource clock;
  private final InstantSource machine;
  private final RetentionPolicy policy;
  private final Optional<DropArchive> archive;
  private final List<RecordKind> kinds;
  private final Lease lease;
  private final Actor actor;
  private final RetentionState state;
  private boolean clocksDiffered;

  /**
   * The clocks that it goes by.
   *
   * @param authority by which times are over
   * @param machine that of the machine, which the database's must agree with
   */
  public record Time(InstantSource authority, InstantSource machine) {}

  /**
   * @param directory where the register drops files, if it does
   */
  public RetentionWork(
      Transactions transactions,
      AuditLog auditLog,
      Time time,
      RetentionPolicy policy,
      Optional<Path> directory,
      Node node) {
    this.transactions = transactions;
    this.auditLog = auditLog;
    this.clock = time.authority();
    this.machine = time.machine();
    this.policy = policy;
    this.archive = directory.map(DropArchive::new);
    this.kinds =
        Arrays.stream(RecordKind.values())
            .filter(kind -> kind != RecordKind.DROP_FILES || archive.isPresent())
            .toList();
    this.lease = new Lease(transactions, node, LEASE, LEASE_DURATION);
    this.actor = new Actor.Component("ca-core", node.name());
    this.state = new RetentionState(clock.instant());
  }

  public RetentionState state() {
    return state;
  }

  /**
   * Erases some of what is due, if it is this server's turn; all of it after some rounds.
   *
   * @throws Fault DATABASE_UNAVAILABLE, RECOVERY_NEEDED; of one kind of records after all others
   *     had their turn
   */
  public void round() {
    LocalDate today = JapanTime.date(clock.instant());
    List<RecordKind> due = due(today);
    if (due.isEmpty()) {
      return;
    }
    Optional<Fence> fence = lease.hold();
    if (fence.isPresent() && doClocksAgree()) {
      erase(due, today, fence.get());
      List<RecordKind> _ = due(today);
    }
  }

  private List<RecordKind> due(LocalDate today) {
    Map<RecordKind, Progress> progress =
        transactions.run(RetentionTable::all).stream()
            .collect(toMap(Progress::records, identity()));
    state.note(kinds, progress);
    return kinds.stream()
        .filter(kind -> !progress.containsKey(kind) || !progress.get(kind).isDone(today))
        .toList();
  }

  private boolean doClocksAgree() {
    Instant theirs =
        transactions.run(handle ->
            Instant.ofEpochMilli(
                handle
                    .select("SELECT FLOOR(UNIX_TIMESTAMP(NOW(3)) * 1000)")
                    .mapTo(long.class)
                    .one()));
    Duration difference = Duration.between(theirs, machine.instant()).abs();
    boolean differ = difference.compareTo(CLOCKS_AGREE) > 0;
    if (differ && !clocksDiffered) {
      CaLog.LOG.nothingErasedByThisClock(difference.toSeconds());
    }
    clocksDiffered = differ;
    return !differ;
  }

  private void erase(List<RecordKind> due, LocalDate today, Fence fence) {
    Optional<Fault> fault = Optional.empty();
    int portions = PORTIONS_A_ROUND;
    for (RecordKind kind : due) {
      try {
        while (portions > 0 && !portion(kind, today, fence)) {
          portions--;
        }
      } catch (Fault e) {
        fault = fault.or(() -> Optional.of(e));
      }
    }
    if (fault.isPresent()) {
      throw fault.get();
    }
  }

  /** Erases a portion; returns whether nothing more is to be done of that kind today, or here. */
  private boolean portion(RecordKind kind, LocalDate today, Fence fence) {
    Instant now = clock.instant();
    if (kind == RecordKind.DROP_FILES) {
      files(now, today, fence);
      return true;
    }
    Optional<DueRecords.Portion> portion =
        transactions.run(handle ->
            begin(handle, kind, today, fence).map(progress -> erase(handle, progress, today, now)));
    portion.ifPresent(done -> done.erased().forEach(state::count));
    return portion.isEmpty() || portion.get().last();
  }

  private DueRecords.Portion erase(Handle handle, Progress begun, LocalDate today, Instant now) {
    Instant before = policy.before(begun.records(), now);
    DueRecords.Portion portion = DueRecords.erase(handle, begun, before);
    Progress progress = begun.at(portion.place());
    RetentionTable.save(handle, portion.last() ? progress.done(today) : progress);
    record(handle, portion.erased(), before, now);
    return portion;
  }

  /** Returns how far a kind is; empty where it is done today, or another server goes on. */
  private Optional<Progress> begin(Handle handle, RecordKind kind, LocalDate today, Fence fence) {
    if (!lease.keep(handle, fence)) {
      return Optional.empty();
    }
    // What was put back from a backup is looked at by people first.
    SetbackTable.requireNone(handle);
    return Optional.of(RetentionTable.lock(handle, kind)).filter(one -> !one.isDone(today));
  }

  private void record(Handle handle, Map<RecordKind, Long> erased, Instant before, Instant now) {
    List<AuditAct> acts =
        Arrays.stream(RecordKind.values())
            .filter(kind -> erased.getOrDefault(kind, 0L) > 0)
            .<AuditAct>map(
                kind -> new RetentionAct.RecordsErased(kind.id(), erased.get(kind), before))
            .toList();
    if (!acts.isEmpty()) {
      auditLog.append(handle, now, actor, acts);
    }
  }

  /**
   * Files cannot be deleted in a transaction: they are told of first. Should the server die before
   * all are gone, the rest is told of once more.
   */
  private void files(Instant now, LocalDate today, Fence fence) {
    Instant before = policy.before(RecordKind.DROP_FILES, machine.instant());
    List<Path> old = archive.orElseThrow().before(before);
    boolean mine =
        transactions.run(handle -> {
          boolean begun = begin(handle, RecordKind.DROP_FILES, today, fence).isPresent();
          if (begun) {
            record(handle, Map.of(RecordKind.DROP_FILES, (long) old.size()), before, now);
          }
          return begun;
        });
    if (mine) {
      DropArchive.delete(old);
      state.count(RecordKind.DROP_FILES, old.size());
      transactions.use(handle ->
          RetentionTable.save(
              handle, RetentionTable.lock(handle, RecordKind.DROP_FILES).done(today)));
    }
  }
}

package org.jitsuin.ca.massrevocation;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.CertificateAct;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.store.ApplicationTable.Mark;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Lease;
import org.jitsuin.ca.store.RevocationJobTable;
import org.jitsuin.ca.store.RevocationJobTable.Counts;
import org.jitsuin.ca.store.RevocationJobTable.Cursor;
import org.jitsuin.ca.store.RevocationJobTable.Row;
import org.jitsuin.ca.store.RevocationJobTable.State;
import org.jitsuin.ca.store.RevocationTargets;
import org.jitsuin.ca.store.RevocationTargets.Target;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;

/**
 * Carries approved jobs on. Each portion is one transaction: the certificates, what relying parties
 * are told of them, the audit entries, and how far the job is. A server that dies leaves whole
 * portions, and the next one goes on behind them: no certificate is dealt with twice or left out.
 *
 * <p>Not for several threads at once.
 */
public final class RevocationWork {
  private static final int JOBS_AT_ONCE = 20;

  /**
   * The number of portions in a round, so that each job has its turn and a server that stops does
   * not keep others waiting.
   */
  private static final int PORTIONS_A_ROUND = 20;

  private static final String LEASE = "revocation-jobs";
  private static final Duration LEASE_DURATION = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Lease lease;
  private final Actor actor;
  private final String node;
  private final Map<String, RateLimit> paces = new HashMap<>();

  public RevocationWork(
      Transactions transactions,
      LifeCycle lifeCycle,
      InstantSource clock,
      SecureRandom random,
      Node node) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.clock = clock;
    this.random = random;
    this.lease = new Lease(transactions, node, LEASE, LEASE_DURATION);
    this.actor = new Actor.Component("ca-core", node.name());
    this.node = node.name();
  }

  /** The progress of a round: certificates that were processed, jobs that ended. */
  public record Progress(int certificates, int finished) {
    /** The progress of a round that did nothing. */
    static final Progress NONE = new Progress(0, 0);

    private Progress and(Progress more) {
      return new Progress(certificates + more.certificates, finished + more.finished);
    }
  }

  /**
   * Does what is to be done now, as fast as each job allows, if it is this server's turn.
   *
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE
   */
  public Progress round() {
    List<Row> running =
        transactions.run(handle -> RevocationJobTable.running(handle, JOBS_AT_ONCE));
    Set<String> ids = running.stream().map(job -> job.order().id()).collect(Collectors.toSet());
    paces.keySet().retainAll(ids);
    if (running.isEmpty()) {
      return Progress.NONE;
    }
    Optional<Long> fence = lease.hold();
    Progress progress = Progress.NONE;
    if (fence.isPresent()) {
      for (Row job : running) {
        progress = progress.and(carryOn(job, fence.get()));
      }
    }
    return progress;
  }

  private Progress carryOn(Row job, long fence) {
    String id = job.order().id();
    RateLimit pace =
        paces.computeIfAbsent(id, _ -> new RateLimit(job.order().perSecond(), clock.instant()));
    Progress progress = Progress.NONE;
    for (int i = 0; i < PORTIONS_A_ROUND && pace.isDue(clock.instant()); i++) {
      Optional<Progress> portion =
          transactions.run(handle -> portion(handle, id, fence, pace.portion()));
      if (portion.isEmpty()) {
        return progress;
      }
      progress = progress.and(portion.get());
      pace.spend(portion.get().certificates(), clock.instant());
    }
    return progress;
  }

  /** Processes a portion; empty where the job runs no longer, or no longer here. */
  private Optional<Progress> portion(Handle handle, String id, long fence, int size) {
    if (!lease.keep(handle, fence)) {
      return Optional.empty();
    }
    return RevocationJobTable.lock(handle, id)
        .filter(job -> job.state() == State.RUNNING)
        .map(job -> portion(handle, job, size));
  }

  private Progress portion(Handle handle, Row job, int size) {
    return job.order().selection() instanceof RevocationSelection.OfAuthority own
        ? own(handle, job, own)
        : ofCards(handle, job, size);
  }

  private Progress own(Handle handle, Row job, RevocationSelection.OfAuthority selection) {
    Instant now = clock.instant();
    String id = job.order().id();
    Optional<AuthorityCertificateRevocation.Done> done =
        AuthorityCertificateRevocation.revoke(handle, job.order(), selection, now);
    int revoked = done.filter(one -> !one.amended()).isPresent() ? 1 : 0;
    Counts counts = new Counts(job.counts().total(), revoked, 1L - revoked);
    Cursor place = new Cursor(0, 0, selection.issuerNumber(), Optional.of(selection.serial()));
    RevocationJobTable.progress(handle, id, counts, place, now);
    done.ifPresent(one -> AuditTable.append(handle, AuditEntry.of(now, actor, one.act(), random)));
    finish(handle, id, counts, now);
    StatusFeed.append(
        handle, done.map(AuthorityCertificateRevocation.Done::change).stream().toList(), now);
    return new Progress(1, 1);
  }

  private Progress ofCards(Handle handle, Row job, int size) {
    Instant now = clock.instant();
    Instant approvedAt = job.course().approved().orElseThrow().at();
    List<Target> targets = RevocationTargets.next(handle, job, approvedAt, size);
    Batch portion = new Batch(handle, lifeCycle, job.order(), now);
    portion.revoke(targets);
    Counts counts =
        new Counts(
            job.counts().total(),
            job.counts().revoked() + portion.revoked(),
            job.counts().already() + targets.size() - portion.revoked());
    Cursor cursor = targets.isEmpty() ? job.cursor() : targets.getLast().place();
    RevocationJobTable.progress(handle, job.order().id(), counts, cursor, now);
    AuditTable.append(
        handle,
        portion.acts().stream().map(act -> AuditEntry.of(now, actor, act, random)).toList());
    boolean over = targets.size() < size;
    if (over) {
      finish(handle, job.order().id(), counts, now);
    }
    StatusFeed.append(handle, portion.told(), now);
    return new Progress(targets.size(), over ? 1 : 0);
  }

  private void finish(Handle handle, String id, Counts counts, Instant now) {
    RevocationJobTable.end(handle, id, State.FINISHED, new Mark(node, now));
    CertificateAct act =
        new CertificateAct.RevocationJobFinished(id, counts.revoked(), counts.already());
    AuditTable.append(handle, AuditEntry.of(now, actor, act, random));
  }
}

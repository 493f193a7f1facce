package org.jitsuin.ca.massrevocation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.ApprovalNumbers;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.FiledDossier;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJob.Counts;
import org.jitsuin.ca.store.RevocationJob.Cursor;
import org.jitsuin.ca.store.RevocationJobTable;
import org.jitsuin.ca.store.RevocationTargets;
import org.jitsuin.ca.store.RevocationTargets.Target;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Lease;

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
  private final AuditLog auditLog;
  private final Lease lease;
  private final Actor actor;
  private final String node;
  private final Map<String, RateLimit> paces = new HashMap<>();
  private final ReadAhead ahead;

  public RevocationWork(
      Transactions transactions,
      LifeCycle lifeCycle,
      InstantSource clock,
      AuditLog auditLog,
      Node node) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.clock = clock;
    this.auditLog = auditLog;
    this.lease = new Lease(transactions, node, LEASE, LEASE_DURATION);
    this.actor = new Actor.Component("ca-core", node.name());
    this.node = node.name();
    this.ahead =
        new ReadAhead(
            transactions,
            Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("revocation-", 0).factory()));
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
    List<RevocationJob> running =
        transactions.run(handle -> RevocationJobTable.running(handle, JOBS_AT_ONCE));
    Set<String> ids = running.stream().map(job -> job.order().id()).collect(Collectors.toSet());
    paces.keySet().retainAll(ids);
    if (running.isEmpty()) {
      return Progress.NONE;
    }
    Optional<Fence> fence = lease.hold();
    Progress progress = Progress.NONE;
    if (fence.isPresent()) {
      for (RevocationJob job : running) {
        progress = progress.and(carryOn(job, fence.get()));
      }
    }
    return progress;
  }

  private Progress carryOn(RevocationJob job, Fence fence) {
    String id = job.order().id();
    RateLimit pace =
        paces.computeIfAbsent(id, _ -> new RateLimit(job.order().perSecond(), clock.instant()));
    Progress progress = Progress.NONE;
    for (int i = 0; i < PORTIONS_A_ROUND && pace.isDue(clock.instant()); i++) {
      Instant begun = clock.instant();
      Map<String, FiledDossier> known = ahead.take();
      Optional<Progress> portion =
          transactions.run(
              handle -> portion(handle, id, fence, new Portion(pace.portion(), known)));
      if (portion.isEmpty() || portion.get().equals(Progress.NONE)) {
        return progress;
      }
      progress = progress.and(portion.get());
      pace.took(Duration.between(begun, clock.instant()));
      pace.spend(portion.get().certificates(), clock.instant());
    }
    return progress;
  }

  /**
   * What is dealt with in one transaction.
   *
   * @param size how many certificates at the most
   * @param known dossiers that were read ahead
   */
  private record Portion(int size, Map<String, FiledDossier> known) {}

  /**
   * Processes a portion; empty where the job runs no longer, or no longer here. It does nothing
   * while an issue that was begun before the approval is neither recorded nor given up.
   */
  private Optional<Progress> portion(Handle handle, String id, Fence fence, Portion portion) {
    if (!lease.keep(handle, fence)) {
      return Optional.empty();
    }
    return RevocationJobTable.lock(handle, id)
        .filter(job -> job.state() == RevocationJobState.RUNNING)
        .map(job -> portion(handle, job, portion));
  }

  private Progress portion(Handle handle, RevocationJob job, Portion portion) {
    return job.order().selection() instanceof RevocationSelection.OfAuthority own
        ? own(handle, job, own)
        : job.boundary().late() && ApprovalNumbers.isAwaited(handle, job.order().id())
            ? Progress.NONE
            : ofCards(handle, job, portion);
  }

  private Progress own(
      Handle handle, RevocationJob job, RevocationSelection.OfAuthority selection) {
    Instant now = clock.instant();
    String id = job.order().id();
    Optional<AuthorityCertificateRevocation.Done> done =
        AuthorityCertificateRevocation.revoke(handle, job.order(), selection, now);
    int revoked = done.filter(one -> !one.amended()).isPresent() ? 1 : 0;
    Counts counts = new Counts(job.counts().total(), revoked, 1L - revoked);
    Cursor place = new Cursor(0, 0, selection.issuerNumber(), Optional.of(selection.serial()));
    RevocationJobTable.progress(handle, id, counts, place, now);
    done.ifPresent(one -> auditLog.append(handle, now, actor, one.acts()));
    finish(handle, id, counts, now);
    StatusFeed.append(
        handle, done.map(AuthorityCertificateRevocation.Done::change).stream().toList(), now);
    return new Progress(1, 1);
  }

  private Progress ofCards(Handle handle, RevocationJob job, Portion portion) {
    Instant now = clock.instant();
    Instant approvedAt = job.course().approved().orElseThrow().at();
    List<Target> targets = RevocationTargets.next(handle, job, approvedAt, portion.size());
    Cursor cursor = targets.isEmpty() ? job.cursor() : targets.getLast().place();
    boolean through = targets.size() < portion.size();
    if (!through) {
      ahead.begin(job.at(cursor), approvedAt, portion.size());
    }
    DossierTransaction dossiers = new DossierTransaction(handle, lifeCycle, auditLog, actor, now);
    Batch batch = new Batch(dossiers, job.order());
    batch.revoke(targets, portion.known());
    Counts counts =
        new Counts(
            job.counts().total(),
            job.counts().revoked() + batch.revoked(),
            job.counts().already() + targets.size() - batch.revoked());
    if (through) {
      counts = whole(job, counts);
    }
    RevocationJobTable.progress(handle, job.order().id(), counts, cursor, now);
    List<StatusFeed.Change> told = dossiers.write();
    boolean over = through && !goesOn(handle, job);
    if (over) {
      finish(handle, job.order().id(), counts, now);
    }
    StatusFeed.append(handle, told, now);
    return new Progress(targets.size(), over ? 1 : 0);
  }

  /** Returns the counts at the end of a sealed list: what is on it and could not be revoked. */
  private static Counts whole(RevocationJob job, Counts counts) {
    return job.order().selection() instanceof RevocationSelection.OfSerials of
            && of.seal().isPresent()
        ? new Counts(counts.total(), counts.revoked(), counts.total() - counts.revoked())
        : counts;
  }

  /** Turns to what was begun before the approval and recorded after it, if there is any left. */
  private static boolean goesOn(Handle handle, RevocationJob job) {
    boolean more =
        !(job.order().selection() instanceof RevocationSelection.OfSerials)
            && !job.boundary().late()
            && ApprovalNumbers.hasLate(handle, job.order().id());
    if (more) {
      ApprovalNumbers.turnToLate(handle, job.order().id());
    }
    return more;
  }

  private void finish(Handle handle, String id, Counts counts, Instant now) {
    RevocationJobTable.end(handle, id, RevocationJobState.FINISHED, new Mark(node, now));
    CertificateAct act =
        new CertificateAct.RevocationJobFinished(id, counts.revoked(), counts.already());
    auditLog.append(handle, now, actor, act);
  }
}

package org.jitsuin.ca.massrevocation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.command.DossierTransaction;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.massrevocation.Portion.Decided;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.RevocationSelection;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.store.ApprovalNumbers;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJob.Counts;
import org.jitsuin.ca.store.RevocationJob.Cursor;
import org.jitsuin.ca.store.RevocationJobTable;
import org.jitsuin.ca.store.RevocationTargets;
import org.jitsuin.ca.store.RevocationTargets.Target;
import org.jitsuin.ca.store.StatusFeed;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Lease;

/**
 * Deals with portions of jobs. Each locks holders and decides by what was known of the job when it
 * began, and then locks the job: nothing of it stays where the job is not at that place any more.
 */
final class Portions {
  private final Transactions transactions;
  private final LifeCycle lifeCycle;
  private final InstantSource clock;
  private final AuditLog auditLog;
  private final Lease lease;
  private final Actor actor;
  private final String node;
  private final Executor threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("revocation-", 0).factory());

  /**
   * @param lease by right of which jobs are carried on
   */
  Portions(
      Transactions transactions,
      LifeCycle lifeCycle,
      InstantSource clock,
      AuditLog auditLog,
      Lease lease,
      Node node) {
    this.transactions = transactions;
    this.lifeCycle = lifeCycle;
    this.clock = clock;
    this.auditLog = auditLog;
    this.lease = lease;
    this.actor = new Actor.Component("ca-core", node.name());
    this.node = node.name();
  }

  /** Begins a portion. */
  Portion begin(Portion portion) {
    threads.execute(() -> run(portion));
    return portion;
  }

  private void run(Portion portion) {
    try {
      portion.ended(transactions.run(handle -> dealWith(handle, portion)));
    } catch (RuntimeException | Error e) {
      // Whoever waits for it gets it.
      portion.failed(e);
    }
  }

  /** Does nothing where the job runs no longer, or no longer here, or has gone on. */
  private Progress dealWith(Handle handle, Portion portion) {
    portion.tried();
    RevocationJob job = portion.job();
    if (job.order().selection() instanceof RevocationSelection.OfAuthority own) {
      return stands(handle, portion) ? own(handle, job, own) : Progress.NONE;
    }
    // An issue that was begun before the approval is to be recorded or given up first.
    return job.boundary().late() && ApprovalNumbers.isAwaited(handle, job.order().id())
        ? Progress.NONE
        : ofCards(handle, portion);
  }

  /**
   * Returns whether it is this portion's turn, and locks the job until the end. That the job is at
   * the portion's place, under that lock, is what keeps certificates from being dealt with twice or
   * left out; to wait for the portion before only spares what would come to nothing.
   */
  private boolean stands(Handle handle, Portion portion) {
    RevocationJob job = portion.job();
    return portion.before().join()
        && lease.keep(handle, portion.fence())
        && RevocationJobTable.lock(handle, job.order().id())
            .filter(row -> row.state() == RevocationJobState.RUNNING)
            .filter(row -> row.cursor().equals(job.cursor()))
            .filter(row -> row.boundary().equals(job.boundary()))
            .isPresent();
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

  private Progress ofCards(Handle handle, Portion portion) {
    RevocationJob job = portion.job();
    Instant now = clock.instant();
    Instant approvedAt = job.course().approved().orElseThrow().at();
    List<Target> targets = RevocationTargets.next(handle, job, approvedAt, portion.size());
    boolean through = targets.size() < portion.size();
    DossierTransaction dossiers = new DossierTransaction(handle, lifeCycle, auditLog, actor, now);
    Batch batch = new Batch(dossiers, job.order());
    batch.revoke(targets);
    Cursor cursor = targets.isEmpty() ? job.cursor() : targets.getLast().place();
    Counts counts = job.counts().and(batch.revoked(), targets.size() - batch.revoked());
    portion
        .decided()
        .complete(
            new Decided(
                targets.size(), through ? Optional.empty() : Optional.of(job.at(cursor, counts))));
    Optional<List<StatusFeed.Change>> told = dossiers.write(() -> stands(handle, portion));
    if (told.isEmpty()) {
      handle.rollback();
      return Progress.NONE;
    }
    Counts whole = through ? whole(job, counts) : counts;
    RevocationJobTable.progress(handle, job.order().id(), whole, cursor, now);
    boolean over = through && !goesOn(handle, job);
    if (over) {
      finish(handle, job.order().id(), whole, now);
    }
    StatusFeed.append(handle, told.get(), now);
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

package org.jitsuin.ca.massrevocation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Node;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.massrevocation.Portion.Decided;
import org.jitsuin.ca.store.AuditLog;
import org.jitsuin.ca.store.RevocationJob;
import org.jitsuin.ca.store.RevocationJobTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Lease;

/**
 * Carries approved jobs on. Each portion is one transaction: the certificates, what relying parties
 * are told of them, the audit entries, and how far the job is. A server that dies leaves whole
 * portions, and the next one goes on behind them: no certificate is dealt with twice or left out.
 *
 * <p>Two portions are dealt with at a time: while one waits for what all servers wait for and is
 * committed, the next one reads and decides. It commits behind the first one, or not at all.
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
  private final InstantSource clock;
  private final Lease lease;
  private final Portions portions;
  private final Map<String, RateLimit> paces = new HashMap<>();

  public RevocationWork(
      Transactions transactions,
      LifeCycle lifeCycle,
      InstantSource clock,
      AuditLog auditLog,
      Node node) {
    this.transactions = transactions;
    this.clock = clock;
    this.lease = new Lease(transactions, node, LEASE, LEASE_DURATION);
    this.portions = new Portions(transactions, lifeCycle, clock, auditLog, lease, node);
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
    RateLimit pace =
        paces.computeIfAbsent(
            job.order().id(), _ -> new RateLimit(job.order().perSecond(), clock.instant()));
    Optional<Portion> current =
        pace.isDue(clock.instant())
            ? Optional.of(portions.begin(Portion.first(job, fence, pace.portion())))
            : Optional.empty();
    Progress progress = Progress.NONE;
    Instant since = clock.instant();
    for (int begun = 1; current.isPresent(); begun++) {
      Portion portion = current.get();
      Decided decided = portion.decided().join();
      pace.spend(decided.certificates(), clock.instant());
      Optional<Portion> next =
          begun < PORTIONS_A_ROUND && pace.isDue(clock.instant())
              ? decided.next().map(reached -> portions.begin(portion.next(reached, pace.portion())))
              : Optional.empty();
      Progress done = await(portion, next);
      if (done.equals(Progress.NONE)) {
        return progress;
      }
      progress = progress.and(done);
      Instant now = clock.instant();
      pace.took(Duration.between(since, now));
      since = now;
      current = next;
    }
    return progress;
  }

  /**
   * Waits for the end of a portion. Where it did nothing, what was begun behind it does nothing
   * either, and has ended as well.
   */
  private static Progress await(Portion portion, Optional<Portion> next) {
    Progress progress = Progress.NONE;
    try {
      progress = portion.await();
      return progress;
    } finally {
      if (progress.equals(Progress.NONE)) {
        next.ifPresent(Portion::end);
      }
    }
  }
}

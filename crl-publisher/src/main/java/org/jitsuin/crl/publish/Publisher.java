package org.jitsuin.crl.publish;

import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.plan.ChangeTracker;
import org.jitsuin.crl.plan.PublishingLease;
import org.jitsuin.crl.plan.Status;
import org.jitsuin.store.Fence;
import org.jitsuin.store.KeyUseRecord;

/**
 * Publishes what is due. Every server runs one: that with the lease publishes, the others keep
 * their catalogue up to date and wait.
 */
public final class Publisher implements CrlLine {
  private final PublishingLease lease;
  private final Knowledge knowledge;
  private final Planner planner;
  private final PublishingRound round;
  private final KeyUseRecord keyUse;

  private Optional<Fence> fence = Optional.empty();
  private volatile boolean closed;

  /** The knowledge about the status schema, the files and the state of publishing. */
  record Knowledge(
      StatusView view,
      Mirror mirror,
      PublishedCrls catalogue,
      ChangeTracker changes,
      ManifestWriter manifest,
      Sweeper sweeper,
      NewerFiles newerFiles,
      HandedIn handedIn,
      PublishingHealth condition) {}

  Publisher(
      PublishingLease lease,
      Knowledge knowledge,
      Planner planner,
      PublishingRound round,
      KeyUseRecord keyUse) {
    this.keyUse = keyUse;
    this.lease = lease;
    this.knowledge = knowledge;
    this.planner = planner;
    this.round = round;
  }

  /** Publishes all that is due now; what goes wrong is logged and tried again the next time. */
  @Override
  public void run() {
    Tally tally = new Tally();
    try {
      while (!closed && step(tally)) {
        keyUse.write();
        show(false);
        knowledge.condition().works();
      }
      keyUse.write();
      show(true);
      knowledge.condition().works();
    } catch (RuntimeException | Error e) {
      doubt();
      knowledge.condition().broken(e);
    }
    if (tally.crls > 0) {
      CrlLog.LOG.published(tally.crls, tally.entries);
    }
  }

  private static final class Tally {
    private int crls;
    private long entries;
  }

  /**
   * Publishes one round at the most.
   *
   * @return whether there may be more to do at once
   * @throws Fault if the database or the token is at fault
   */
  private synchronized boolean step(Tally tally) {
    Optional<Fence> before = fence;
    fence = lease.hold();
    boolean taken = !fence.equals(before);
    if (taken) {
      knowledge.view().doubt();
      knowledge.changes().forget();
      knowledge.condition().forgetFailing();
      planner.forget();
    }
    Optional<Status> status = knowledge.view().ifDue();
    if (taken && fence.isPresent()) {
      status.ifPresent(knowledge.newerFiles()::fetch);
    }
    status.ifPresent(this::take);
    if (fence.isEmpty()) {
      return false;
    }
    knowledge.newerFiles().requireNone();
    knowledge.changes().follow();
    List<Due> due = knowledge.catalogue().current().map(planner::next).orElse(List.of());
    if (due.isEmpty()) {
      return false;
    }
    Optional<List<PublishOutcome>> outcomes = round.run(fence.get(), due);
    outcomes.ifPresentOrElse(all -> take(all, tally), lease::doubt);
    return outcomes.isPresent();
  }

  /**
   * Writes down what is published; only who publishes does, or who has a directory of its own.
   *
   * @param done whether nothing more is published now
   * @throws Fault DATABASE_UNAVAILABLE, FILES_UNAVAILABLE
   */
  private synchronized void show(boolean done) {
    Optional<CrlSnapshot> current =
        knowledge
            .catalogue()
            .current()
            .filter(_ -> writes())
            .filter(snapshot -> knowledge.manifest().isDue(snapshot, done));
    if (current.isPresent()) {
      if (fence.isEmpty() || lease.keep(fence.get())) {
        knowledge.manifest().write(current.get());
      } else {
        lease.doubt();
      }
    }
  }

  /** Returns whether nobody else writes into the directory of this server. */
  private boolean writes() {
    return fence.isPresent() || knowledge.mirror().isWanted();
  }

  private void take(Status status) {
    knowledge.mirror().fetch(status);
    knowledge.catalogue().refresh(status, knowledge.newerFiles().find(status));
    knowledge.condition().unusable(status.unusable());
    knowledge.handedIn().refresh();
    if (writes()) {
      // Also where nothing is published for now: what was published is handed out.
      show(true);
      knowledge.catalogue().current().ifPresent(knowledge.sweeper()::sweep);
    }
    if (fence.isPresent()) {
      knowledge.changes().start(status);
    }
  }

  private void take(List<PublishOutcome> outcomes, Tally tally) {
    for (PublishOutcome outcome : outcomes) {
      int partition = outcome.listing().partition().no();
      switch (outcome) {
        case PublishOutcome.Published(PublishedPartition listing, var crl) -> {
          knowledge.changes().cover(partition, crl.feedSeq());
          succeeded(listing);
          tally.crls++;
          tally.entries += crl.entries();
        }
        case PublishOutcome.Unchanged(PublishedPartition listing, long feedSeq) -> {
          knowledge.changes().cover(partition, feedSeq);
          succeeded(listing);
        }
        case PublishOutcome.Contradicted(PublishedPartition listing, String reason) -> {
          planner.failed(listing);
          knowledge.condition().contradicted(listing, reason);
        }
        case PublishOutcome.Failed(PublishedPartition listing, String reason) -> {
          planner.failed(listing);
          knowledge.condition().failed(listing, reason);
        }
      }
    }
    knowledge.catalogue().published(published(outcomes));
  }

  private static List<PublishedPartition> published(List<PublishOutcome> outcomes) {
    return outcomes.stream()
        .filter(PublishOutcome.Published.class::isInstance)
        .map(PublishOutcome.Published.class::cast)
        .map(published -> published.listing().with(published.crl()))
        .toList();
  }

  private void succeeded(PublishedPartition listing) {
    planner.succeeded(listing);
    knowledge.condition().succeeded(listing);
  }

  private synchronized void doubt() {
    lease.doubt();
    knowledge.view().doubt();
  }

  /** Stops after the round that is going on, and lets another server go on at once. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      lease.release();
      keyUse.write();
    } catch (Fault e) {
      // Without a database the lease ends by itself.
      knowledge.condition().broken(e);
    }
  }
}

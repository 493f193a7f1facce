package org.jitsuin.crl.filter.publish;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.filter.plan.PublishedFilter;
import org.jitsuin.crl.plan.PublishingLease;
import org.jitsuin.crl.plan.StatusDatabase;
import org.jitsuin.crl.publish.SubmissionTable;
import org.jitsuin.store.Fence;
import org.jitsuin.store.SetbackTable;

/**
 * Records filters before they are signed and when they are in place, by right of the lease: who was
 * deposed records nothing any more.
 */
final class FilterRecords {
  private final StatusDatabase database;
  private final PublishingLease lease;
  private final String node;
  private final InstantSource clock;
  private final SecureRandom random;

  FilterRecords(
      StatusDatabase database,
      PublishingLease lease,
      String node,
      InstantSource clock,
      SecureRandom random) {
    this.database = database;
    this.lease = lease;
    this.node = node;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Records that a filter is about to be signed.
   *
   * @return false if the lease is lost
   * @throws org.jitsuin.base.Fault DATABASE_UNAVAILABLE; RECOVERY_NEEDED while the audit log is
   *     closed
   */
  boolean intend(Fence fence, PublishedFilter filter) {
    return database.run(handle -> {
      boolean kept = lease.keep(handle, fence);
      if (kept) {
        SetbackTable.requireNone(handle);
        FilterTable.intend(handle, filter, node);
      }
      return kept;
    });
  }

  /**
   * Records that its files are in place, with its entry in the audit log.
   *
   * @param head the SHA-256 of the signed file
   * @return false if the lease is lost, and nothing is recorded
   * @throws org.jitsuin.base.Fault as {@link #intend}; INTEGRITY_VIOLATED if it was not intended
   */
  boolean publish(Fence fence, PublishedFilter filter, Fingerprint head) {
    AuditEntry entry =
        AuditEntry.of(
            clock.instant(),
            new Actor.Component(Actor.Component.CRL_PUBLISHER, node),
            new ServiceAct.StatusFilterPublished(
                filter.authority(),
                filter.number(),
                filter.thisUpdate(),
                filter.nextUpdate(),
                filter.feed(),
                head,
                filter.base().sha256(),
                filter.delta().map(PublishedFilter.Stored::sha256)),
            random);
    return database.run(handle -> {
      boolean kept = lease.keep(handle, fence);
      if (kept) {
        SetbackTable.requireNone(handle);
        if (FilterTable.publish(handle, filter, head)) {
          SubmissionTable.insert(handle, List.of(entry));
        }
      }
      return kept;
    });
  }

  /** Returns whether no other server has taken over so far. */
  boolean holds(Fence fence) {
    return lease.keep(fence);
  }
}

package org.jitsuin.crl.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Node;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.store.Fence;
import org.jitsuin.store.Lease;
import org.jitsuin.store.TransactionRunner;

/**
 * The right to publish CRLs of some kind, which one server has at a time: a {@link Lease} that
 * looks at the database now and then only, and ends what its last holder began.
 */
public final class PublishingLease {
  private static final int RENEWALS = 4;

  /**
   * The least number of a complete CRL: no row of the table of partitions has a number that great.
   */
  private static final int LEAST_COMPLETE = Partition.TOP - 255;

  private final TransactionRunner database;
  private final Lease lease;
  private final Kind kind;
  private final Duration duration;
  private final InstantSource clock;

  private Optional<Fence> held = Optional.empty();
  private Instant renewed = Instant.MIN;

  /** The kind of CRLs that a lease entitles to publish. */
  public enum Kind {
    PARTITIONS("crl", "<"),
    COMPLETE("crl-complete", ">="),
    /** Publishes status filters. */
    FILTER("crl-filter", ""),
    /** Puts into the directory what the others published. */
    DIRECTORY("crl-directory", "");

    private final String row;

    /** The comparison of its partitions' numbers with {@link #LEAST_COMPLETE}. */
    private final String comparison;

    Kind(String row, String comparison) {
      this.row = row;
      this.comparison = comparison;
    }
  }

  /**
   * @param kind what is published
   * @param duration how long after the last sign of life another server may take over
   */
  public PublishingLease(
      TransactionRunner database, Kind kind, Duration duration, Node node, InstantSource clock) {
    this.database = database;
    this.lease = new Lease(database, Lease.Service.CRL_PUBLISHER, node, kind.row, duration);
    this.kind = kind;
    this.duration = duration;
    this.clock = clock;
  }

  /**
   * Takes the lease if it is free, and keeps it if it is held.
   *
   * @return empty while another server holds it
   * @throws Fault DATABASE_UNAVAILABLE
   */
  public synchronized Optional<Fence> hold() {
    Instant now = clock.instant();
    boolean fresh =
        !now.isBefore(renewed) && now.isBefore(renewed.plus(duration.dividedBy(RENEWALS)));
    if (held.isEmpty() || !fresh) {
      Optional<Fence> before = held;
      held = lease.hold(this::abandonIntended);
      renewed = now;
      tell(before);
    }
    return held;
  }

  private void tell(Optional<Fence> before) {
    if (held.equals(before)) {
      return;
    }
    before.ifPresent(lost -> CrlLog.LOG.leaseLost(lost.number()));
    held.ifPresent(taken -> CrlLog.LOG.leaseTaken(taken.number()));
  }

  /** Abandons what the last holder began: nobody but the holder completes a CRL. */
  private void abandonIntended(Handle handle) {
    if (kind.comparison.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE status.crl SET state = 'abandoned'
            WHERE state = 'intended' AND partition_no <comparison> :least
            """)
        .define("comparison", kind.comparison)
        .bind("least", LEAST_COMPLETE)
        .execute();
  }

  /**
   * Keeps the lease while something is done by right of it that takes longer than the lease does.
   *
   * @return false if another server has taken over
   * @throws Fault DATABASE_UNAVAILABLE
   */
  public boolean keep(Fence fence) {
    return lease.keep(fence);
  }

  /**
   * Keeps the lease in the transaction in which something is done by right of it; no other server
   * takes over before the end of the transaction.
   *
   * @return false if another server has taken over
   */
  public boolean keep(Handle handle, Fence fence) {
    return lease.keep(handle, fence);
  }

  /**
   * Writes a mark into the database, which whatever is read afterwards must show: the lease itself,
   * kept once more.
   *
   * @return the mark; empty if another server has taken over
   * @throws Fault DATABASE_UNAVAILABLE
   */
  public OptionalLong mark(Fence fence) {
    return database.run(handle ->
        lease.keep(handle, fence) ? OptionalLong.of(lease.beats(handle)) : OptionalLong.empty());
  }

  /** Returns whether a state of the database is not older than the mark. */
  public boolean shows(Handle handle, long mark) {
    return lease.beats(handle) >= mark;
  }

  /** Makes {@link #hold} ask the database again. */
  public synchronized void doubt() {
    renewed = Instant.MIN;
  }

  /** Gives the lease back, so that another server need not wait for its end. */
  public synchronized void release() {
    held = Optional.empty();
    lease.release();
  }
}

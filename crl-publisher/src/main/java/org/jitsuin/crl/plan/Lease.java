package org.jitsuin.crl.plan;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.crl.CrlLog;
import org.jitsuin.crl.model.Partition;

/**
 * The right to publish CRLs of some kind, which one server has at a time: a row in {@code
 * status.lease}.
 *
 * <p>Time is the database's, so the servers' clocks need not agree. Who was stopped for so long
 * that another server took over learns it from {@link #confirm} and changes nothing any more.
 */
public final class Lease {
  private static final int RENEWALS = 4;
  private static final int TAG_OCTETS = 6;

  private final StatusDatabase database;
  private final Kind kind;
  private final Duration duration;
  private final InstantSource clock;
  private final String node;
  private final String holder;

  private Optional<Fence> held = Optional.empty();
  private Instant renewed = Instant.MIN;
  private boolean restarted = true;

  /** The kind of CRLs that a lease entitles to publish. */
  public enum Kind {
    PARTITIONS("crl", "<"),
    COMPLETE("crl-complete", ">="),
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
   * The least number of a complete CRL: no row of the table of partitions has a number that great.
   */
  private static final int LEAST_COMPLETE = Partition.TOP - 255;

  /**
   * @param kind what is published
   * @param duration how long after the last sign of life another server may take over
   * @param node this server's name; no other server has it
   */
  public Lease(
      StatusDatabase database,
      Kind kind,
      Duration duration,
      String node,
      InstantSource clock,
      SecureRandom random) {
    this.database = database;
    this.kind = kind;
    this.duration = duration;
    this.clock = clock;
    this.node = node + "#";
    byte[] tag = new byte[TAG_OCTETS];
    random.nextBytes(tag);
    this.holder = this.node + HexFormat.of().formatHex(tag);
  }

  private record Row(String holder, long fence, long expiresAt, long now) {}

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
      if (restarted) {
        database.inTransaction(this::makeRow);
      }
      held = database.inTransaction(this::take);
      restarted = false;
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

  private Optional<Fence> take(Handle handle) {
    Row row = lockedRow(handle);
    if (row.holder().equals(holder)) {
      return Optional.of(keep(handle, row.fence(), row));
    }
    // What this server held before it was started anew is nobody's.
    boolean own = restarted && row.holder().startsWith(node);
    if (row.expiresAt() > row.now() && !own) {
      return Optional.empty();
    }
    Fence fence = keep(handle, row.fence() + 1, row);
    abandonIntended(handle);
    return Optional.of(fence);
  }

  private int makeRow(Handle handle) {
    return handle.execute(
        "INSERT IGNORE INTO status.lease (name, holder, fence, expires_at) VALUES (?, '', 0, 0)",
        kind.row);
  }

  private Row lockedRow(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT holder, fence, expires_at, UNIX_TIMESTAMP() * 1000 AS now
            FROM status.lease WHERE name = :name FOR UPDATE
            """)
        .bind("name", kind.row)
        .map((row, _) ->
            new Row(
                row.getString("holder"),
                row.getLong("fence"),
                row.getLong("expires_at"),
                row.getLong("now")))
        .one();
  }

  private Fence keep(Handle handle, long fence, Row row) {
    handle
        .createUpdate(
            """
            UPDATE status.lease SET holder = :holder, fence = :fence, expires_at = :expires
            WHERE name = :name
            """)
        .bind("name", kind.row)
        .bind("holder", holder)
        .bind("fence", fence)
        .bind("expires", row.now() + duration.toMillis())
        .execute();
    return new Fence(fence);
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
  public boolean extend(Fence fence) {
    return database.inTransaction(handle ->
        handle
            .createUpdate(
                """
                UPDATE status.lease SET expires_at = UNIX_TIMESTAMP() * 1000 + :duration
                WHERE name = :name AND holder = :holder AND fence = :fence
                """)
            .bind("name", kind.row)
            .bind("duration", duration.toMillis())
            .bind("holder", holder)
            .bind("fence", fence.number())
            .execute())
        == 1;
  }

  /**
   * Returns whether no other server has taken over; none can before the end of the transaction.
   *
   * @param handle the transaction in which something is done by right of the lease
   */
  public boolean confirm(Handle handle, Fence fence) {
    return handle
        .createQuery(
            """
            SELECT 1 FROM status.lease
            WHERE name = :name AND holder = :holder AND fence = :fence FOR UPDATE
            """)
        .bind("name", kind.row)
        .bind("holder", holder)
        .bind("fence", fence.number())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Makes {@link #hold} ask the database again. */
  public synchronized void doubt() {
    renewed = Instant.MIN;
  }

  /** Gives the lease back, so that another server need not wait for its end. */
  public synchronized void release() {
    held = Optional.empty();
    database.inTransaction(handle ->
        handle.execute(
            "UPDATE status.lease SET expires_at = 0 WHERE name = ? AND holder = ?",
            kind.row,
            holder));
  }
}

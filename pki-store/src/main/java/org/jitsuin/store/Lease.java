package org.jitsuin.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Node;

/**
 * The right to do something that one server does at a time: a row in the table of leases of the
 * service that does it.
 *
 * <p>The holder counts its signs of life in the row. Who waits takes over when it has seen no new
 * one for as long as the lease lasts, by a stopwatch of its own: no wall clock says when it ends,
 * neither a server's nor that of whichever node of the database answers. Who was stopped for so
 * long that another server took over learns it from {@link #keep}, and changes nothing any more.
 *
 * <p>Not for several threads, but for {@link #keep}.
 */
public final class Lease {
  private static final int TAG = 12;

  private final TransactionRunner transactions;
  private final String table;
  private final String name;

  /** What all starts of this server have in common. */
  private final String server;

  /** This start of it. */
  private final String holder;

  private final Duration duration;
  private final LifeSigns<Row> others;
  private boolean restarted = true;

  /**
   * A row as it was seen; any sign of life makes it another one.
   *
   * @param expiresAt zero where it was given back; what servers of an earlier release go by
   */
  private record Row(String holder, long fence, long beat, long expiresAt) {
    boolean isFree() {
      return expiresAt == 0;
    }
  }

  /** The service whose leases stand together, out of the reach of others. */
  public enum Service {
    AUTHORITY("status.lease"),
    CRL_PUBLISHER("status.crl_lease");

    private final String table;

    Service(String table) {
      this.table = table;
    }
  }

  /**
   * A lease of the authority; otherwise as {@link #Lease(TransactionRunner, Service, Node, String,
   * Duration)}.
   */
  public Lease(TransactionRunner transactions, Node node, String name, Duration duration) {
    this(transactions, Service.AUTHORITY, node, name, duration);
  }

  /**
   * @param service among whose leases it stands
   * @param node who holds it; the first 12 characters of what is drawn at a start count
   * @param name of the lease, at most 32 characters
   * @param duration how long after the last sign of life another server may take over
   */
  public Lease(
      TransactionRunner transactions, Service service, Node node, String name, Duration duration) {
    this(transactions, service, node, name, duration, System::nanoTime);
  }

  /**
   * @param stopwatch nanoseconds since whenever, which nobody sets
   */
  Lease(
      TransactionRunner transactions,
      Service service,
      Node node,
      String name,
      Duration duration,
      LongSupplier stopwatch) {
    this.transactions = transactions;
    this.table = service.table;
    this.server = node.name() + "#";
    this.holder = server + node.boot().substring(0, Math.min(TAG, node.boot().length()));
    this.name = name;
    this.duration = duration;
    this.others = new LifeSigns<>(stopwatch);
  }

  /**
   * Takes it if it is free, keeps it if it is held here. What an earlier start of this server held
   * is free; that is asked the first time only, so that two servers that were given the same name
   * do not take it from each other again and again.
   *
   * @return empty while another server holds it
   */
  public Optional<Fence> hold() {
    return hold(_ -> {});
  }

  /**
   * As {@link #hold()}.
   *
   * @param cleaning what is done in the same transaction when it is taken over, in place of whoever
   *     held it before
   */
  public Optional<Fence> hold(Consumer<Handle> cleaning) {
    if (restarted) {
      // In a transaction of its own: two servers that both found the row here would lock each
      // other.
      transactions.run(this::makeRow);
    }
    Optional<Fence> fence = transactions.run(handle -> take(handle, cleaning));
    restarted = false;
    return fence;
  }

  private int makeRow(Handle handle) {
    return handle.execute(
        "INSERT IGNORE INTO " + table + " (name, holder, fence, expires_at) VALUES (?, '', 0, 0)",
        name);
  }

  private Optional<Fence> take(Handle handle, Consumer<Handle> cleaning) {
    Row row = lockedRow(handle);
    boolean mine = row.holder().equals(holder);
    boolean left = restarted && row.holder().startsWith(server);
    if (!mine && !left && !row.isFree() && !isSilent(row)) {
      return Optional.empty();
    }
    Fence fence = new Fence(mine ? row.fence() : row.fence() + 1);
    handle
        .createUpdate(
            """
            UPDATE <table> SET holder = :holder, fence = :fence, beat = beat + 1,
              expires_at = UNIX_TIMESTAMP(NOW(3)) * 1000 + :duration
            WHERE name = :name
            """)
        .define("table", table)
        .bind("holder", holder)
        .bind("fence", fence.number())
        .bind("duration", duration.toMillis())
        .bind("name", name)
        .execute();
    if (!mine) {
      cleaning.accept(handle);
    }
    return Optional.of(fence);
  }

  private boolean isSilent(Row row) {
    others.look(row);
    return others.silence().compareTo(duration) >= 0;
  }

  private Row lockedRow(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT holder, fence, beat, expires_at FROM <table> WHERE name = :name FOR UPDATE
            """)
        .define("table", table)
        .bind("name", name)
        .map((row, _) ->
            new Row(
                row.getString("holder"),
                row.getLong("fence"),
                row.getLong("beat"),
                row.getLong("expires_at")))
        .one();
  }

  /**
   * Prolongs it in the transaction in which something is done by right of it; nobody takes it
   * before the end of the transaction.
   *
   * @return false if another server has taken over
   */
  public boolean keep(Handle handle, Fence fence) {
    return handle
            .createUpdate(
                """
                UPDATE <table> SET beat = beat + 1,
                  expires_at = UNIX_TIMESTAMP(NOW(3)) * 1000 + :duration
                WHERE name = :name AND holder = :holder AND fence = :fence
                """)
            .define("table", table)
            .bind("duration", duration.toMillis())
            .bind("name", name)
            .bind("holder", holder)
            .bind("fence", fence.number())
            .execute()
        == 1;
  }

  /** Prolongs it for something that takes longer than it does; as {@link #keep(Handle, Fence)}. */
  public boolean keep(Fence fence) {
    return transactions.run(handle -> keep(handle, fence));
  }

  /**
   * Returns how many signs of life there were. A state of the database in which it is fewer than
   * after a {@link #keep} is older than that.
   */
  public long beats(Handle handle) {
    return handle
        .createQuery("SELECT beat FROM <table> WHERE name = :name")
        .define("table", table)
        .bind("name", name)
        .mapTo(long.class)
        .one();
  }

  /**
   * Commits something that changes nothing for anybody: a node of the database that is behind
   * others has all that they had committed before when this has been done.
   */
  public void touch() {
    transactions.run(this::makeRow);
    transactions.run(
        handle -> handle.execute("UPDATE " + table + " SET beat = beat + 1 WHERE name = ?", name));
  }

  /** Gives it back, so that another server need not wait for its end. */
  public void release() {
    transactions.run(handle ->
        handle.execute(
            "UPDATE " + table + " SET expires_at = 0 WHERE name = ? AND holder = ?", name, holder));
  }
}

package org.jitsuin.ca.store;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.LeaseTable.Claim;

/**
 * The right to do something that one server does at a time. Who was stopped for so long that
 * another took over learns it from {@link #keep}, and changes nothing any more.
 */
public final class Lease {
  private static final int TAG = 12;

  private final Transactions transactions;
  private final Claim claim;
  private boolean restarted = true;

  /**
   * @param name of the lease, at most 32 characters
   * @param duration how long after the last sign of life another server may take over
   */
  public Lease(Transactions transactions, Node node, String name, Duration duration) {
    this.transactions = transactions;
    String tag = node.boot().substring(0, Math.min(TAG, node.boot().length()));
    this.claim = new Claim(name, node.name(), node.name() + "#" + tag, duration);
  }

  /**
   * Takes it if it is free, keeps it if it is held here.
   *
   * @return the fence; empty while another server holds it
   */
  public Optional<Long> hold() {
    Optional<Long> fence = transactions.run(handle -> LeaseTable.take(handle, claim, restarted));
    restarted = false;
    return fence;
  }

  /** Returns whether no other server has taken over; none can before the end of the transaction. */
  public boolean keep(Handle handle, long fence) {
    return LeaseTable.keep(handle, claim, fence);
  }
}

package org.jitsuin.ca.mass;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.LeaseTable;
import org.jitsuin.ca.store.LeaseTable.Claim;
import org.jitsuin.ca.store.Transactions;

/**
 * The right to carry jobs on, which one server has at a time. Who was stopped for so long that
 * another took over learns it from {@link #keep}, and changes nothing any more.
 */
final class JobLease {
  private static final String NAME = "revocation-jobs";
  private static final Duration DURATION = Duration.ofSeconds(10);
  private static final int TAG = 12;

  private final Transactions transactions;
  private final Claim claim;
  private boolean restarted = true;

  JobLease(Transactions transactions, Node node) {
    this.transactions = transactions;
    String tag = node.boot().substring(0, Math.min(TAG, node.boot().length()));
    this.claim = new Claim(NAME, node.name(), node.name() + "#" + tag, DURATION);
  }

  /**
   * Takes it if it is free, keeps it if it is held here.
   *
   * @return the fence; empty while another server holds it
   */
  Optional<Long> hold() {
    Optional<Long> fence = transactions.run(handle -> LeaseTable.take(handle, claim, restarted));
    restarted = false;
    return fence;
  }

  /** Whether no other server has taken over; none can before the end of the transaction. */
  boolean keep(Handle handle, long fence) {
    return LeaseTable.keep(handle, claim, fence);
  }
}

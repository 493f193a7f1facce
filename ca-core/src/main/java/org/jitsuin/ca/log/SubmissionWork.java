package org.jitsuin.ca.log;

import java.time.InstantSource;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.store.SubmissionTable;
import org.jitsuin.ca.store.Submissions;
import org.jitsuin.ca.store.Submissions.TakenIn;
import org.jitsuin.ca.store.Transactions;

/**
 * Takes what the CRL publisher handed in into the audit log, on whichever server of the authority
 * comes first; it needs neither the token nor the files of the log.
 */
public final class SubmissionWork {
  /**
   * The greatest number of transactions in a round: all CRLs of the country, published at once, are
   * taken in within a few seconds, and who hands in more than that does not hold the log up.
   */
  private static final int MOST = 4;

  private final Transactions transactions;
  private final InstantSource clock;
  private volatile long refused;

  public SubmissionWork(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Takes in what waits, as much as fits into a round.
   *
   * @throws Fault DATABASE_UNAVAILABLE; RECOVERY_NEEDED while the log is closed
   */
  public void round() {
    boolean more = true;
    for (int i = 0; more && i < MOST; i++) {
      TakenIn taken = transactions.run(handle -> Submissions.takeIn(handle, clock.instant()));
      if (taken.refused() > 0) {
        CaLog.LOG.submissionsRefused(taken.refused());
      }
      more = taken.more();
    }
    refused = transactions.run(SubmissionTable::refused);
  }

  /** Returns how many were refused and are still there. */
  public long refused() {
    return refused;
  }
}

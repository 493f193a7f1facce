package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jitsuin.crl.plan.DueReason;
import org.jitsuin.crl.write.EntrySpool;

/**
 * A CRL to be: its entries, read in one state of the database.
 *
 * @param due the partition, its newest CRL so far, and why there has to be another
 * @param entries its entries
 * @param feedSeq the last change in the feed that is in them
 * @param thisUpdate when that state was true, in whole seconds
 */
record Draft(Due due, EntrySpool entries, long feedSeq, Instant thisUpdate)
    implements AutoCloseable {
  Listing listing() {
    return due.listing();
  }

  /** Whether it is made for changes only, which may turn out to concern no CRL. */
  boolean forChangesOnly() {
    return due.reason() == DueReason.CHANGED;
  }

  @Override
  public void close() {
    try {
      entries.close();
    } catch (IOException e) {
      throw new UncheckedIOException("spooled entries cannot be given up", e);
    }
  }
}

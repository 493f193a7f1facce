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
 * @param delta the delta CRL beside it
 * @param feedSeq the last change in the feed that is in them
 * @param thisUpdate when that state was true, in whole seconds
 */
record Draft(Due due, EntrySpool entries, DeltaDraft delta, long feedSeq, Instant thisUpdate)
    implements AutoCloseable {
  Listing listing() {
    return due.listing();
  }

  /**
   * Certificates that ended before are not listed any more, in milliseconds since 1970.
   *
   * <p>A certificate leaves the CRL once it was in one that came after its end (RFC 5280 §3.3), so
   * what counts is the time of the CRL before; unless the clock was set back since.
   */
  long endingFrom() {
    return listing()
        .published()
        .map(before -> before.thisUpdate().isBefore(thisUpdate) ? before.thisUpdate() : thisUpdate)
        .map(Instant::toEpochMilli)
        .orElse(0L);
  }

  /** This one with another delta. */
  Draft with(DeltaDraft other) {
    return new Draft(due, entries, other, feedSeq, thisUpdate);
  }

  /** Whether it is made for changes only, which may turn out to concern no CRL. */
  boolean forChangesOnly() {
    return due.reason() == DueReason.CHANGED;
  }

  @Override
  public void close() {
    delta.close();
    try {
      entries.close();
    } catch (IOException e) {
      throw new UncheckedIOException("spooled entries cannot be given up", e);
    }
  }
}

package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.crl.plan.DueReason;
import org.jitsuin.crl.write.EntrySpool;

/**
 * A CRL to be: its entries, read in one state of the database.
 *
 * @param due the partition, its newest CRL so far, and why there has to be another
 * @param entries its entries
 * @param delta the delta CRL beside it, where there is one
 * @param feedSeq the last change in the feed that is in them
 */
record CrlDraft(Due due, EntrySpool entries, Optional<DeltaDraft> delta, long feedSeq, Terms terms)
    implements AutoCloseable {
  PublishedPartition listing() {
    return due.listing();
  }

  /**
   * The terms that apply to all entries of a draft rather than to one.
   *
   * @param thisUpdate when the state that was read was true, in whole seconds
   * @param endingFrom certificates that ended before are not listed any more
   * @param last whether no other CRL will have to follow, since all certificates have ended
   */
  record Terms(Instant thisUpdate, Instant endingFrom, boolean last) {}

  Instant thisUpdate() {
    return terms.thisUpdate();
  }

  /** Returns the time in milliseconds since 1970. */
  long endingFrom() {
    return terms.endingFrom().toEpochMilli();
  }

  /** Returns this draft with that delta. */
  CrlDraft with(DeltaDraft other) {
    return new CrlDraft(due, entries, Optional.of(other), feedSeq, terms);
  }

  /** Returns whether it is made for changes only, which may turn out to concern no CRL. */
  boolean forChangesOnly() {
    return due.reason() == DueReason.CHANGED;
  }

  @Override
  public void close() {
    delta.ifPresent(DeltaDraft::close);
    try {
      entries.close();
    } catch (IOException e) {
      throw new UncheckedIOException("spooled entries cannot be given up", e);
    }
  }
}

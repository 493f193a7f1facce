package org.jitsuin.ocsp.status;

import java.util.List;
import java.util.Optional;

/**
 * The position up to which the feed is known.
 *
 * @param seq the last number; 0 before the first
 * @param last the row with that number; empty only before the first. The feed is read from this row
 *     on, not from the one after it: if the database was replaced by another or by an older copy of
 *     itself, the row is not there or is not the same.
 */
record FeedPosition(long seq, Optional<FeedChange> last) {
  static final FeedPosition START = new FeedPosition(0, Optional.empty());

  static FeedPosition after(FeedChange change) {
    return new FeedPosition(change.seq(), Optional.of(change));
  }

  /**
   * Checks what was read from the feed.
   *
   * @param rows the rows from number {@link #seq} on, in order
   */
  FeedRead advance(List<FeedChange> rows) {
    if (last.isPresent() && !rows.stream().findFirst().equals(last)) {
      return new FeedRead.Broken("row " + seq + " is gone or another");
    }
    List<FeedChange> changes = last.isPresent() ? rows.subList(1, rows.size()) : rows;
    FeedPosition next = this;
    for (FeedChange change : changes) {
      if (change.seq() != next.seq + 1) {
        return new FeedRead.Broken("row " + change.seq() + " comes after row " + next.seq);
      }
      next = after(change);
    }
    return new FeedRead.Changes(changes);
  }
}

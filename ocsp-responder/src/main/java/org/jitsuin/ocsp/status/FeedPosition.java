package org.jitsuin.ocsp.status;

import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.FeedContent;

/**
 * The position up to which the feed is known.
 *
 * @param content the last number, 0 before the first, and what the feed comes to up to there
 * @param last the row with that number; empty only before the first. The feed is read from this row
 *     on, not from the one after it: if the database was replaced by another or by an older copy of
 *     itself, the row is not there or is not the same.
 */
record FeedPosition(FeedContent content, Optional<FeedChange> last) {
  static final FeedPosition START = new FeedPosition(FeedContent.START, Optional.empty());

  long seq() {
    return content.seq();
  }

  /**
   * Checks what was read from the feed.
   *
   * @param rows the rows from number {@link #seq} on, in order
   * @param told what the authority's feed comes to up to some row
   */
  FeedRead advance(List<FeedChange> rows, FeedContent told) {
    if (last.isPresent() && !rows.stream().findFirst().equals(last)) {
      return new FeedRead.Broken("row " + seq() + " is gone or another");
    }
    List<FeedChange> changes = last.isPresent() ? rows.subList(1, rows.size()) : rows;
    FeedPosition next = this;
    for (FeedChange change : changes) {
      if (change.seq() != next.seq() + 1) {
        return new FeedRead.Broken("row " + change.seq() + " comes after row " + next.seq());
      }
      if (!next.isAs(told)) {
        break;
      }
      next = next.and(change);
    }
    return next.isAs(told)
        ? new FeedRead.Changes(changes)
        : new FeedRead.Broken("its rows up to " + told.seq() + " are not all the authority's");
  }

  /** Returns whether what was told of the same row is the same; what is told of others may be. */
  private boolean isAs(FeedContent told) {
    return told.seq() != seq() || told.equals(content);
  }

  /** Returns the position after the next row. */
  FeedPosition and(FeedChange change) {
    return new FeedPosition(content.and(change.seq(), change.row()), Optional.of(change));
  }
}

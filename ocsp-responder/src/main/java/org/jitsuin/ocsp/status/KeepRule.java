package org.jitsuin.ocsp.status;

import java.time.Duration;
import java.time.Instant;

/**
 * Says when the index is written to the snapshot again: a small one whenever it has changed, since
 * that costs nothing. A large one only when the next start would have much of the feed to read, or
 * once an hour: to write gigabytes every few minutes would wear the disk out.
 */
final class KeepRule {
  /** What is less is written whenever it has changed: some tens of megabytes. */
  private static final long LARGE = 1_000_000;

  /** A large index is written when one certificate in so many has changed. */
  private static final long PART = 1_000;

  private static final Duration LONGEST = Duration.ofHours(1);

  private KeepRule() {}

  /**
   * What is kept.
   *
   * @param position how much of the feed is in it
   * @param at when it was written, or found at the start
   */
  record Kept(FeedPosition position, Instant at) {
    static final Kept NOTHING = new Kept(FeedPosition.START, Instant.EPOCH);
  }

  /** Returns whether an index of so many certificates is to be written now. */
  static boolean isDue(Kept kept, FeedPosition position, long certificates, Instant now) {
    if (position.equals(kept.position())) {
      return false;
    }
    return certificates < LARGE
        || Math.abs(position.seq() - kept.position().seq()) >= certificates / PART
        || !kept.at().plus(LONGEST).isAfter(now);
  }
}

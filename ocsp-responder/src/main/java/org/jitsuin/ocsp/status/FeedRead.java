package org.jitsuin.ocsp.status;

import java.util.List;

/** The result of a look at the feed. */
sealed interface FeedRead {
  /**
   * The changes since the position, in order.
   *
   * @param changes at most {@link StatusDatabase#BATCH}
   */
  record Changes(List<FeedChange> changes) implements FeedRead {
    public Changes {
      changes = List.copyOf(changes);
    }
  }

  /**
   * The feed has not come as far as it was read before: a copy that is late.
   *
   * @param missing how many of the changes that are known it lacks
   */
  record Behind(long missing) implements FeedRead {}

  /**
   * The feed is not the one that was followed so far, or a number is missing in it: nothing derived
   * from it can be trusted.
   */
  record Broken(String problem) implements FeedRead {}
}

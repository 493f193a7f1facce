package org.jitsuin.ocsp.status;

import java.time.Instant;
import java.util.Optional;

/**
 * Says of which moment that is what is known. The authority's heartbeats tell it, wherever they are
 * read: a database that nothing reaches any more answers as quickly as any other, but the beats in
 * it stand still.
 *
 * <p>One thread uses it.
 */
final class Freshness {
  /** The moment before the first heartbeat: nothing may be told. */
  static final Instant UNKNOWN = Instant.EPOCH;

  private Optional<Beat> taken = Optional.empty();

  /**
   * Returns the moment after a look at the feed.
   *
   * @param before the moment before that look
   * @param beat the heartbeat that was read before the feed
   * @param position how far the feed was read
   * @param now by the clock here. A beat is never of a later moment: where the authority's clock is
   *     ahead, a new one counts as come just now, and one that was seen before as nothing new
   */
  Instant after(Instant before, Beat beat, long position, Instant now) {
    Instant known = before;
    if (beat.seq() <= position && !taken.equals(Optional.of(beat))) {
      taken = Optional.of(beat);
      known = beat.at().isAfter(before) ? beat.at() : before;
    }
    return known.isBefore(now) ? known : now;
  }
}

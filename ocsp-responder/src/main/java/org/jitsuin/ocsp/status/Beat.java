package org.jitsuin.ocsp.status;

import java.time.Instant;
import org.jitsuin.base.model.FeedContent;

/**
 * A heartbeat of the authority: how far the feed had come at a moment.
 *
 * @param seq the last row of the feed then: all that was acknowledged before stands up to there
 * @param at by the authority's clock; the epoch before the first one
 * @param content what the authority's feed comes to up to that row or an earlier one
 */
record Beat(long seq, Instant at, FeedContent content) {
  /** Before the first one. */
  static final Beat NONE = new Beat(0, Freshness.UNKNOWN, FeedContent.START);
}

package org.jitsuin.ocsp.status;

import java.time.Instant;

/**
 * A heartbeat of the authority: how far the feed had come at a moment.
 *
 * @param seq the last row of the feed then: all that was acknowledged before stands up to there
 * @param at by the authority's clock; the epoch before the first one
 */
record Beat(long seq, Instant at) {}

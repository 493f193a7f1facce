package org.jitsuin.crl.filter.publish;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.crl.filter.plan.PublishedFilter.Stored;

/**
 * The files of a filter, which were asked about every certificate and are in place.
 *
 * @param baseAt as of when the base is
 * @param feed how far the feed is in it
 * @param certificates how many were asked about
 */
record FilterDraft(
    Stored base,
    Bytes baseOctets,
    Instant baseAt,
    Optional<Stored> delta,
    Bytes deltaOctets,
    long feed,
    long certificates) {}

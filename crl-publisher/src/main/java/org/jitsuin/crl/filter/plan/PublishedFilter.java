package org.jitsuin.crl.filter.plan;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;

/**
 * A status filter that is recorded.
 *
 * @param feed how far the feed is in it
 * @param covers until when serial numbers are in it
 * @param baseAt as of when its base is
 * @param delta empty where the base alone says it all
 */
public record PublishedFilter(
    Authority authority,
    long number,
    long feed,
    Instant covers,
    Instant thisUpdate,
    Instant nextUpdate,
    Stored base,
    Instant baseAt,
    Optional<Stored> delta) {
  /**
   * A file of it.
   *
   * @param size in octets
   */
  public record Stored(Fingerprint sha256, long size) {}
}

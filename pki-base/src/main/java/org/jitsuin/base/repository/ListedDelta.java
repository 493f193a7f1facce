package org.jitsuin.base.repository;

import org.jitsuin.base.model.Fingerprint;

/**
 * A delta CRL, as a manifest lists it beside the complete CRL of the same number (RFC 5280 §5.2.4).
 *
 * @param base the number of the oldest complete CRL that it brings up to date
 * @param entries how many certificates it lists
 * @param size of its DER in octets
 * @param sha256 of its DER
 */
public record ListedDelta(long base, long entries, long size, Fingerprint sha256) {
  public ListedDelta {
    if (base < 1 || entries < 0 || size < 0) {
      throw new IllegalArgumentException("a delta CRL has a base or a size that it cannot have");
    }
  }
}

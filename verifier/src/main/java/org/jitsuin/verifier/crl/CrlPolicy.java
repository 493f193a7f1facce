package org.jitsuin.verifier.crl;

import java.time.Duration;

/**
 * What CRLs are believed, and how long they are kept.
 *
 * @param kept how long a copy is used without asking whether there is a newer one; never beyond its
 *     own nextUpdate
 * @param clocksDiffer by how much the authority's clock may be ahead of ours
 * @param oldest how old a CRL may be, whatever it says of its next one
 * @param most how many octets one may have
 * @param deltas whether a copy is brought up to date by its delta CRL, where it names one
 */
public record CrlPolicy(
    Duration kept, Duration clocksDiffer, Duration oldest, long most, boolean deltas) {
  private static final long USUAL_MOST = 1L << 30;

  public CrlPolicy {
    if (kept.isNegative() || clocksDiffer.isNegative() || oldest.isNegative() || most < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }

  /** Asks every five minutes, by deltas. */
  public static CrlPolicy usual() {
    return new CrlPolicy(
        Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofDays(7), USUAL_MOST, true);
  }

  /** Returns the same with another time for which a copy is used without asking. */
  public CrlPolicy keptFor(Duration time) {
    return new CrlPolicy(time, clocksDiffer, oldest, most, deltas);
  }

  /** Returns the same without delta CRLs. */
  public CrlPolicy withoutDeltas() {
    return new CrlPolicy(kept, clocksDiffer, oldest, most, false);
  }
}

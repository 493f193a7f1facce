package org.jitsuin.crl.write;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jitsuin.crl.model.Partition;

/**
 * The content of a CRL besides its entries.
 *
 * @param partition what it covers, and who signs it
 * @param number the CRL number, greater than every one before it in the partition
 * @param thisUpdate in whole seconds
 * @param nextUpdate in whole seconds, after thisUpdate
 * @param base the number of the complete CRL that this delta CRL starts from (RFC 5280 §5.2.4);
 *     empty for a complete CRL
 * @param freshest where the delta CRL is that is published beside this one (RFC 5280 §5.2.6); empty
 *     where there is none, and for a delta CRL
 * @param expiredSince where expired certificates stay, the time since when those that expired are
 *     listed (X.509 §9.5.2.8, expiredCertsOnCRL); complete CRLs only
 */
public record CrlContent(
    Partition partition,
    long number,
    Instant thisUpdate,
    Instant nextUpdate,
    OptionalLong base,
    Optional<GeneralNames> freshest,
    Optional<Instant> expiredSince) {
  public CrlContent {
    thisUpdate = thisUpdate.truncatedTo(ChronoUnit.SECONDS);
    nextUpdate = nextUpdate.truncatedTo(ChronoUnit.SECONDS);
    if (number < 1) {
      throw new IllegalArgumentException("CRL numbers start at 1, not " + number);
    }
    if (!nextUpdate.isAfter(thisUpdate)) {
      throw new IllegalArgumentException("a CRL ends after it begins");
    }
    if (base.isPresent() && (base.getAsLong() < 1 || base.getAsLong() > number)) {
      throw new IllegalArgumentException("a delta CRL starts from a CRL before it");
    }
  }

  /** A complete CRL with a delta beside it, if it can have one, that expired certificates leave. */
  public CrlContent(Partition partition, long number, Instant thisUpdate, Instant nextUpdate) {
    this(
        partition,
        number,
        thisUpdate,
        nextUpdate,
        OptionalLong.empty(),
        partition.deltaAddresses(),
        Optional.empty());
  }

  /** The delta CRL that is issued at the same time, so with the same number (RFC 5280 §5.2.4). */
  public CrlContent delta(long baseNumber) {
    return new CrlContent(
        partition,
        number,
        thisUpdate,
        nextUpdate,
        OptionalLong.of(baseNumber),
        Optional.empty(),
        Optional.empty());
  }
}

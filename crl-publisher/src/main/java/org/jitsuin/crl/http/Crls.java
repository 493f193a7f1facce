package org.jitsuin.crl.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.publish.CrlFiles;
import org.jitsuin.crl.publish.PublishedPartition;

/** CRLs for download (RFC 5280 §4.2.1.13, RFC 2585 §4.2). */
final class Crls {
  private static final String TYPE = "application/pkix-crl";

  private final CrlFiles files;
  private final Duration maxAge;
  private final InstantSource clock;

  /**
   * @param maxAge how long a cache may hand out a CRL without asking whether there is a newer one
   */
  Crls(CrlFiles files, Duration maxAge, InstantSource clock) {
    this.files = files;
    this.maxAge = maxAge;
    this.clock = clock;
  }

  /** The complete CRL of a partition; empty while it has none. */
  Optional<Representation> full(PublishedPartition listing) {
    return listing
        .served()
        .map(crl ->
            representation(
                crl,
                crl.sha256(),
                new Content.Stored(files.file(listing.partition(), crl.number()), crl.size())));
  }

  /** Returns the delta CRL of the same number; empty while there is none. */
  Optional<Representation> delta(PublishedPartition listing) {
    return listing
        .served()
        .flatMap(crl ->
            crl.delta()
                .map(delta ->
                    representation(
                        crl,
                        delta.sha256(),
                        new Content.Stored(
                            files.deltaFile(listing.partition(), crl.number()), delta.size()))));
  }

  private Representation representation(
      PublishedCrl crl, Fingerprint fingerprint, Content content) {
    return new Representation(
        TYPE,
        fingerprint,
        Optional.of(crl.thisUpdate()),
        Representation.freshFor(freshFor(crl)),
        content);
  }

  private Duration freshFor(PublishedCrl crl) {
    Instant now = clock.instant();
    Duration left =
        now.isBefore(crl.nextUpdate()) ? Duration.between(now, crl.nextUpdate()) : Duration.ZERO;
    return left.compareTo(maxAge) < 0 ? left : maxAge;
  }
}

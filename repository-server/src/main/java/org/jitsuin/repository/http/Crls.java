package org.jitsuin.repository.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.repository.ListedCrl;
import org.jitsuin.repository.content.ServedCrl;
import org.jitsuin.repository.content.StoredFile;

/** CRLs for download (RFC 5280 §4.2.1.13, RFC 2585 §4.2). */
final class Crls {
  private static final String TYPE = "application/pkix-crl";

  private final Duration maxAge;
  private final InstantSource clock;

  /**
   * @param maxAge how long a cache may hand out a CRL without asking whether there is a newer one
   */
  Crls(Duration maxAge, InstantSource clock) {
    this.maxAge = maxAge;
    this.clock = clock;
  }

  /** The complete CRL. */
  Representation full(ServedCrl crl) {
    return representation(crl.listed(), crl.listed().sha256(), crl.full());
  }

  /** Returns the delta CRL of the same number; empty where there is none. */
  Optional<Representation> delta(ServedCrl crl) {
    return crl.listed()
        .delta()
        .flatMap(
            delta -> crl.delta().map(file -> representation(crl.listed(), delta.sha256(), file)));
  }

  private Representation representation(ListedCrl crl, Fingerprint fingerprint, StoredFile file) {
    return new Representation(
        TYPE,
        fingerprint,
        Optional.of(crl.thisUpdate()),
        Representation.freshFor(freshFor(crl)),
        new Content.Stored(file.path(), file.size(), file.packed()));
  }

  private Duration freshFor(ListedCrl crl) {
    Instant now = clock.instant();
    Duration left =
        now.isBefore(crl.nextUpdate()) ? Duration.between(now, crl.nextUpdate()) : Duration.ZERO;
    return left.compareTo(maxAge) < 0 ? left : maxAge;
  }
}

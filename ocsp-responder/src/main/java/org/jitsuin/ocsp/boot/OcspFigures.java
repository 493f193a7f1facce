package org.jitsuin.ocsp.boot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.ocsp.signer.SignerDirectory;
import org.jitsuin.ocsp.signer.SignerSource;
import org.jitsuin.ocsp.status.StatusLookup;
import org.jitsuin.ocsp.status.StatusSource;
import org.jitsuin.ocsp.usage.AnswerTally;

/** The figures that the responder shows of itself, as of now. */
record OcspFigures(
    AnswerTally tally,
    SigningPool pool,
    StatusSource statuses,
    SignerSource signers,
    InstantSource clock) {
  private static final double MILLIS_PER_SECOND = 1_000;

  /** Returns how many certificates the index knows; none before it is loaded. */
  double certificates() {
    return statuses.read(StatusLookup::certificates).orElse(0L);
  }

  /**
   * Seconds since the moment of which the known status is, as the authority's last heartbeat tells
   * it; not a number before the first one.
   */
  double statusAge() {
    return statuses
        .read(StatusLookup::asOf)
        .filter(Instant.EPOCH::isBefore)
        .map(asOf -> seconds(asOf, clock.instant()))
        .orElse(Double.NaN);
  }

  /**
   * Seconds until the first of the signers that answer now ends; zero where an issuer that is valid
   * has none, not a number before they are read.
   */
  double signerRemaining() {
    Instant now = clock.instant();
    return signers.directory().map(directory -> remaining(directory, now)).orElse(Double.NaN);
  }

  private static double remaining(SignerDirectory directory, Instant now) {
    OptionalDouble least =
        directory.issuers().stream()
            .filter(issuer -> issuer.isInForce(now))
            .mapToDouble(issuer ->
                directory
                    .signer(issuer, now)
                    .map(signer -> seconds(now, signer.notAfter()))
                    .orElse(0.0))
            .min();
    return least.orElse(Double.NaN);
  }

  private static double seconds(Instant from, Instant until) {
    return Duration.between(from, until).toMillis() / MILLIS_PER_SECOND;
  }
}

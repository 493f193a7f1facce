package org.jitsuin.base.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The revocation of a certificate, or its hold where the reason is {@code certificateHold}.
 *
 * @param at when the authority revoked it, in whole seconds (RFC 5280 §5.1.2.6)
 * @param reason why
 * @param invalidSince from when the certificate should not be trusted, in whole seconds, where that
 *     is known to be earlier (invalidityDate, RFC 5280 §5.3.2)
 */
public record Revocation(Instant at, RevocationReason reason, Optional<Instant> invalidSince) {
  public Revocation {
    at = at.truncatedTo(ChronoUnit.SECONDS);
    invalidSince = invalidSince.map(since -> since.truncatedTo(ChronoUnit.SECONDS));
    if (reason == RevocationReason.REMOVE_FROM_CRL) {
      throw new IllegalArgumentException("removeFromCRL is no state of a certificate");
    }
  }

  /** A revocation that says nothing of an earlier time. */
  public Revocation(Instant at, RevocationReason reason) {
    this(at, reason, Optional.empty());
  }
}

package org.jitsuin.base.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * That a certificate is revoked, or on hold where the reason is {@code certificateHold}.
 *
 * @param at when the authority revoked it, in whole seconds (RFC 5280 §5.1.2.6)
 * @param reason why
 */
public record Revocation(Instant at, RevocationReason reason) {
  public Revocation {
    at = at.truncatedTo(ChronoUnit.SECONDS);
    if (reason == RevocationReason.REMOVE_FROM_CRL) {
      throw new IllegalArgumentException("removeFromCRL is no state of a certificate");
    }
  }
}

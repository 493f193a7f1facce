package org.jitsuin.ocsp.access;

import java.security.PublicKey;
import java.time.Instant;

/**
 * The credential of a relying party: the key of a registered certificate.
 *
 * @param notBefore from when the certificate is valid
 * @param notAfter until when it is
 */
record Credential(RelyingParty party, PublicKey key, Instant notBefore, Instant notAfter) {
  /** The same credential, of a party as it is registered now. */
  Credential of(RelyingParty now) {
    return new Credential(now, key, notBefore, notAfter);
  }

  boolean isValidAt(Instant now) {
    return !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }
}

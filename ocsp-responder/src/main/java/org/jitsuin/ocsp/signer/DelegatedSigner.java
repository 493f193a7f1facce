package org.jitsuin.ocsp.signer;

import java.time.Instant;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.wire.ResponseAlgorithm;
import org.jitsuin.ocsp.wire.ResponseSigner;

/**
 * A signer that an issuer appointed and whose key was seen in the token.
 *
 * @param issuerNumber the issuer
 * @param serial its certificate's serial number
 * @param notBefore from when it may sign
 * @param notAfter until when it may sign, and no response may be valid for longer
 * @param signer its certificate and key
 * @param algorithm what it signs with
 */
public record DelegatedSigner(
    int issuerNumber,
    Serial serial,
    Instant notBefore,
    Instant notAfter,
    ResponseSigner signer,
    ResponseAlgorithm algorithm) {
  /** Returns whether it may sign at that time. */
  public boolean isValidAt(Instant now) {
    return !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }
}

package org.jitsuin.base.repository;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jitsuin.base.model.Issuer;

/**
 * A key generation with its CA certificate, as a manifest lists it.
 *
 * @param certificate self-signed
 */
public record ListedIssuer(Issuer issuer, X509Certificate certificate) {
  /** Returns whether its certificate, and with it every certificate that it issued, has ended. */
  public boolean endedAt(Instant now) {
    return now.isAfter(certificate.getNotAfter().toInstant());
  }
}

package org.jitsuin.ocsp.signer;

import java.time.Instant;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.Issuer;

/**
 * An issuer that is spoken for: one key generation of an authority.
 *
 * @param number its number in the schema {@code status}
 * @param issuer authority and generation
 * @param certificate its CA certificate
 * @param retired whether it signs nothing any more, no certificate of a signer either
 */
public record KnownIssuer(
    int number, Issuer issuer, X509CertificateHolder certificate, boolean retired) {
  /** Returns whether answers in its name are expected at that time, and with them a signer. */
  public boolean isInForce(Instant now) {
    return !retired
        && !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }
}

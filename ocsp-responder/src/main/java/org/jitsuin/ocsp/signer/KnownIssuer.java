package org.jitsuin.ocsp.signer;

import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.Issuer;

/**
 * An issuer that is spoken for: one key generation of an authority.
 *
 * @param number its number in the schema {@code status}
 * @param issuer authority and generation
 * @param certificate its CA certificate
 */
public record KnownIssuer(int number, Issuer issuer, X509CertificateHolder certificate) {}

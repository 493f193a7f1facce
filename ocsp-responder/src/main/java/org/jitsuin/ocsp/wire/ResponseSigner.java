package org.jitsuin.ocsp.wire;

import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.keys.SigningKey;

/**
 * Who signs responses.
 *
 * @param certificate the delegated certificate (RFC 6960 §4.2.2.2), sent along with each response
 * @param key its private key
 */
public record ResponseSigner(X509CertificateHolder certificate, SigningKey key) {}

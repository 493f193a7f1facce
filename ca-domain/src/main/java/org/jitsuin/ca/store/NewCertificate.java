package org.jitsuin.ca.store;

import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.CardCertificate;

/**
 * A certificate that was just signed.
 *
 * @param residence the code of the municipality where the holder lives
 * @param commonName unique under the authority
 * @param keyHash of the SubjectPublicKeyInfo; no key is certified twice
 */
public record NewCertificate(
    CardCertificate certificate,
    String registerId,
    String residence,
    String commonName,
    Fingerprint keyHash,
    Bytes der) {}

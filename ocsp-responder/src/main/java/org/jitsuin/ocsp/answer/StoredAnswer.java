package org.jitsuin.ocsp.answer;

import java.time.Instant;
import org.jitsuin.ocsp.signer.DelegatedSigner;
import org.jitsuin.ocsp.status.CertificateStatus;

/**
 * An answer to a question about one certificate without a nonce.
 *
 * @param answer what was answered
 * @param signer whose key signed it
 * @param status the status that it tells
 * @param thisUpdate in whole seconds
 * @param nextUpdate in whole seconds
 */
record StoredAnswer(
    Answer answer,
    DelegatedSigner signer,
    CertificateStatus status,
    Instant thisUpdate,
    Instant nextUpdate) {}

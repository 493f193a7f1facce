package org.jitsuin.ocsp.answer;

import java.time.Instant;
import org.jitsuin.ocsp.status.CertificateStatus;

/**
 * An answer to a question about one certificate without a nonce.
 *
 * @param answer what was answered
 * @param status the status that it tells
 * @param thisUpdate in whole seconds
 * @param nextUpdate in whole seconds
 */
record StoredAnswer(
    Answer answer, CertificateStatus status, Instant thisUpdate, Instant nextUpdate) {}

package org.jitsuin.ocsp.answer;

import org.jitsuin.ocsp.wire.CertId;
import org.jitsuin.ocsp.wire.ResponseAlgorithm;

/**
 * The question to which a stored answer is the answer: whoever asks about the same certificate and
 * would be answered with the same algorithm, by preference (RFC 6960 §4.4.7) or without, may be
 * given it.
 *
 * @param certId the certificate, as the request named it
 * @param algorithm the algorithm of the signer chosen for the request
 */
record Question(CertId certId, ResponseAlgorithm algorithm) {}

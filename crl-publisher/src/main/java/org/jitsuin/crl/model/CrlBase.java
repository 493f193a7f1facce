package org.jitsuin.crl.model;

import java.time.Instant;
import org.jitsuin.base.model.Fingerprint;

/**
 * The complete CRL that a delta CRL starts from (RFC 5280 §5.2.4).
 *
 * @param number its CRL number: the BaseCRLNumber in the delta
 * @param feedSeq the last change in the status feed that is in it
 * @param thisUpdate when it was true
 * @param size of its DER in octets
 * @param sha256 of its DER
 */
public record CrlBase(
    long number, long feedSeq, Instant thisUpdate, long size, Fingerprint sha256) {}

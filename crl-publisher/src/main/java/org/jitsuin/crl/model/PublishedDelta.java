package org.jitsuin.crl.model;

import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;

/**
 * A delta CRL that was published together with a complete one: it has the same CRL number, the same
 * times, and was read in the same state of the database (RFC 5280 §5.2.4).
 *
 * @param base what it starts from; empty where nothing was there to start from: its BaseCRLNumber
 *     is then its own number, and it lists nothing
 * @param entries how many certificates it lists
 * @param size of its DER in octets
 * @param sha256 of its DER
 */
public record PublishedDelta(Optional<CrlBase> base, long entries, long size, Fingerprint sha256) {}

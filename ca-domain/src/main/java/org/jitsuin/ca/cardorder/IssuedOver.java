package org.jitsuin.ca.cardorder;

import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;

/**
 * A certificate that was issued over an order.
 *
 * @param sha256 of all of it
 */
public record IssuedOver(
    int issuerNumber, Authority authority, int generation, Serial serial, Fingerprint sha256) {}

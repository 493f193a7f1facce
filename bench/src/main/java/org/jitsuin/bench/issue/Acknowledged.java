package org.jitsuin.bench.issue;

import org.jitsuin.base.model.Serial;

/**
 * A certificate that a caller was told is issued.
 *
 * @param issuer the key generation in the database
 */
record Acknowledged(String card, int issuer, Serial serial) {}

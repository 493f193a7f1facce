package org.jitsuin.ca.store;

import java.time.Instant;
import org.jitsuin.base.model.Issuer;

/**
 * A roll-over.
 *
 * @param number of the new key generation in the database
 * @param predecessor the number of the one that issues meanwhile
 * @param script JSON of the new one's ceremony script
 */
public record OpenRollOver(
    int number, Issuer issuer, int predecessor, String script, Instant begunAt) {}

package org.jitsuin.ca.store;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.jitsuin.base.model.Issuer;

/**
 * A roll-over.
 *
 * @param number of the new key generation in the database
 * @param predecessor the number of the one that issues meanwhile
 * @param script JSON of the new one's ceremony script
 */
public record OpenRollOver(
    int number, @Nested Issuer issuer, int predecessor, String script, Instant begunAt) {}

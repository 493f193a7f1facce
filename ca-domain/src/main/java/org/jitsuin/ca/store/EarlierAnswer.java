package org.jitsuin.ca.store;

import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;

/**
 * What was answered.
 *
 * @param content of the request that it answered
 */
public record EarlierAnswer(Fingerprint content, Bytes body) {}

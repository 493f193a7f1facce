package org.jitsuin.ca.model;

import org.jitsuin.base.model.Fingerprint;

/**
 * A request that takes effect once.
 *
 * @param caller the id of the person who asks
 * @param key the Idempotency-Key
 * @param content of address and body
 */
public record RequestId(String caller, String key, Fingerprint content) {}

package org.jitsuin.ca.model;

import org.jitsuin.base.model.Fingerprint;

/**
 * A request that takes effect once.
 *
 * @param caller the name of the member of staff
 * @param key the Idempotency-Key
 * @param content of address and body
 */
public record RequestId(String caller, String key, Fingerprint content) {}

package org.jitsuin.ca.store;

import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;

/**
 * An event that was taken in.
 *
 * @param registerId whom it is about
 * @param content the hash of the whole event
 * @param result the bytes that were answered
 */
public record KeptEvent(String registerId, Fingerprint content, Bytes result) {}

package org.jitsuin.ca.store;

import org.jitsuin.base.model.Bytes;

/**
 * A record as it is kept.
 *
 * @param number its place among all records, from 1
 * @param body canonical JSON
 */
public record KeptCeremonyRecord(int number, String ceremony, Bytes body) {}

package org.jitsuin.ca.store;

/** The newest partition of a municipality under a key generation. */
public record NewestPartition(int issuerNumber, String municipality, int shard) {}

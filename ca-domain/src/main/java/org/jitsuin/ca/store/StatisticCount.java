package org.jitsuin.ca.store;

/** How often. */
public record StatisticCount(StatisticKey key, long acts) {}

package org.jitsuin.ca.store;

import org.jdbi.v3.core.mapper.Nested;

/** How often. */
public record StatisticCount(@Nested StatisticKey key, long acts) {}

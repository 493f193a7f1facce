package org.jitsuin.ca.store;

import java.util.Optional;

/**
 * What is wanted.
 *
 * @param span {@code day} or {@code month}
 * @param municipality the only one, if given
 * @param from the first period, if given
 * @param until the last period, if given
 */
public record StatisticQuery(
    String span, Optional<String> municipality, Optional<String> from, Optional<String> until) {}

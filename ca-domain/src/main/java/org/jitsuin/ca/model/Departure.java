package org.jitsuin.ca.model;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A departure from Japan with continued use of the card (国外継続利用) that is to come.
 *
 * @param event the id of the event that is planned
 * @param on the day of departure
 * @param knownAt when it was recorded here, which goes with the continuation: a signature
 *     certificate issued from then on is meant for abroad
 */
public record Departure(String event, LocalDate on, Instant knownAt) {}

package org.jitsuin.ca.model;

import java.time.Instant;

/**
 * The person who did something, and the time.
 *
 * @param by the id of the person, or the server that did it by rule
 */
public record Mark(String by, Instant at) {}

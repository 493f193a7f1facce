package org.jitsuin.ca.model;

import java.time.Instant;

/** The person who did something, and the time. */
public record Mark(String by, Instant at) {}

package org.jitsuin.ca.model;

import java.time.Instant;

/** Who did something, and when. */
public record Mark(String by, Instant at) {}

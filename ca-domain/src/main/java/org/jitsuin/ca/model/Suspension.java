package org.jitsuin.ca.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The suspension of a card's functions (一時停止).
 *
 * @param at since when, in whole milliseconds
 * @param by the id of the person who entered it
 */
public record Suspension(Instant at, String by) {
  public Suspension {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }
}

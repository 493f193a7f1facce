package org.jitsuin.ca.cardwriting;

import java.time.Duration;

/**
 * How long the writing of a card may take.
 *
 * @param lease so long nobody else is at an order after somebody did something to it
 * @param lapse after that time what was issued and is on no card is revoked
 */
public record OrderPolicy(Duration lease, Duration lapse) {}

package org.jitsuin.ca.model;

import java.time.Instant;

/**
 * That the functions of a card are suspended (一時停止).
 *
 * @param at since when
 * @param by the member of staff who entered it
 */
public record Suspension(Instant at, String by) {}

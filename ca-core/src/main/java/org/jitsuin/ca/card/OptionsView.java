package org.jitsuin.ca.card;

import java.time.Instant;
import java.util.List;

/**
 * What can be done with a card, and why not.
 *
 * @param decidedAt the instant at which the rules were asked
 * @param options in the order of a counter
 */
public record OptionsView(String card, Instant decidedAt, List<OptionView> options) {}

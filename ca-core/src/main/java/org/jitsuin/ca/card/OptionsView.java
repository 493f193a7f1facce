package org.jitsuin.ca.card;

import java.time.Instant;
import java.util.List;

/**
 * What can be done with a card, and why not.
 *
 * @param decidedAt the instant at which the rules were asked
 * @param options in the order of a counter
 * @param version what was seen by this: an act with it is refused once it holds no more
 */
public record OptionsView(
    String card, Instant decidedAt, List<OptionView> options, String version) {}

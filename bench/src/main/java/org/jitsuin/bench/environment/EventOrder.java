package org.jitsuin.bench.environment;

/**
 * An event that is to be reported: a change of name.
 *
 * @param event names it
 * @param resident has a good signature certificate, which it ends
 */
public record EventOrder(String event, String resident) {}

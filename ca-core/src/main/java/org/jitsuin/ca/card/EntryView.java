package org.jitsuin.ca.card;

import org.jitsuin.ca.json.Absent;

/**
 * An entry of the audit log about a card.
 *
 * @param entry its number: the whole of it is at {@code /audit/entries/}, with its proof
 * @param act its kind
 * @param card which it is about
 */
public record EntryView(
    long entry, String at, String act, ActorView actor, @Absent String card, FactsView facts) {}

package org.jitsuin.ca.view;

import java.time.LocalDate;
import org.jitsuin.ca.model.Card;

/** The last day of a card's validity and the latest day to which it can be extended. */
public record TermView(
    String card, LocalDate expiresOn, LocalDate longestUntil, boolean speciallyExtended) {
  public static TermView of(Card card) {
    return new TermView(
        card.id(), card.expiresOn(), card.term().longestUntil(), card.term().speciallyExtended());
  }
}

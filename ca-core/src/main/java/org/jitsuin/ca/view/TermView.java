package org.jitsuin.ca.view;

import java.time.LocalDate;
import org.jitsuin.ca.model.Card;

/** Until when a card is valid, and how far that may move. */
public record TermView(
    String card, LocalDate expiresOn, LocalDate longestUntil, boolean speciallyExtended) {
  public static TermView of(Card card) {
    return new TermView(
        card.id(), card.expiresOn(), card.term().longestUntil(), card.term().speciallyExtended());
  }
}

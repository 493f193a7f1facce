package org.jitsuin.ca.card;

import java.time.LocalDate;
import org.jitsuin.ca.model.Card;

/** A card that was registered, with the days from and until which it is valid. */
record CardView(String card, String municipality, LocalDate issuedOn, LocalDate expiresOn) {
  static CardView of(Card card) {
    return new CardView(card.id(), card.municipality(), card.issuedOn(), card.expiresOn());
  }
}

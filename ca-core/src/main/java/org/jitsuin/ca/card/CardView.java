package org.jitsuin.ca.card;

import java.time.LocalDate;
import org.jitsuin.ca.model.Card;

/**
 * A card that was registered, with the days from and until which it is valid.
 *
 * @param registerConfirmation whether the register has confirmed the holder: {@code confirmed},
 *     {@code awaited}, or {@code not-required} where nobody waits for it
 */
public record CardView(
    String card,
    String municipality,
    LocalDate issuedOn,
    LocalDate expiresOn,
    String registerConfirmation) {
  static CardView of(Card card, String registerConfirmation) {
    return new CardView(
        card.id(), card.municipality(), card.issuedOn(), card.expiresOn(), registerConfirmation);
  }
}

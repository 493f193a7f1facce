package org.jitsuin.ca.model;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.time.JapanTime;

/**
 * The state of a card.
 *
 * @param since from when it is so; absent while it is valid
 * @param cause why it lapsed, where it did other than by its date
 */
public record CardState(Kind kind, Optional<Instant> since, Optional<CardEnd.Cause> cause) {
  /** The kinds of state of a card. */
  public enum Kind {
    VALID("valid"),
    /** The card's functions are suspended (一時停止). */
    SUSPENDED("suspended"),
    /** The card lapsed other than by its date (失効). */
    ENDED("ended"),
    /** The card's last day is past. */
    EXPIRED("expired");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** The name in the API. */
    public String id() {
      return id;
    }
  }

  public static CardState of(Card card, Instant now) {
    if (card.end().isPresent()) {
      CardEnd end = card.end().get();
      return new CardState(Kind.ENDED, Optional.of(end.at()), Optional.of(end.cause()));
    }
    if (JapanTime.date(now).isAfter(card.expiresOn())) {
      Instant since = JapanTime.startOf(card.expiresOn().plusDays(1));
      return new CardState(Kind.EXPIRED, Optional.of(since), Optional.empty());
    }
    return card.suspension()
        .map(held -> new CardState(Kind.SUSPENDED, Optional.of(held.at()), Optional.empty()))
        .orElseGet(() -> new CardState(Kind.VALID, Optional.empty(), Optional.empty()));
  }
}

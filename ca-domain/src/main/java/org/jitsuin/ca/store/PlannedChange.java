package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/**
 * A change that takes effect on a day to come.
 *
 * @param id the event's id or the card's
 * @param event as JSON, where it is one
 */
public record PlannedChange(
    Kind kind, String id, String registerId, Instant dueAt, Optional<Bytes> event) {
  /** What is planned. */
  public enum Kind {
    /** An event whose own date is to come. */
    EVENT("event"),
    /** The last day of a card was moved forward. */
    CARD_END("card-end"),
    /** An event about somebody not known yet: a card registered later must agree with it. */
    WAITING("waiting");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** The name in the database. */
    String id() {
      return id;
    }

    static Optional<Kind> byId(String id) {
      return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }
  }
}

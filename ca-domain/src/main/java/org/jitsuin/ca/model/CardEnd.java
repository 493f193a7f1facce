package org.jitsuin.ca.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * The end of a card (失効) before, or other than by, its date.
 *
 * @param at when the authority recorded it, in whole milliseconds
 * @param cause why
 */
public record CardEnd(Instant at, Cause cause) {
  public CardEnd {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The cause for which a card lapses. */
  public enum Cause {
    /** The card was lost (紛失). */
    LOST("lost"),
    /** The card burnt (焼失), with a victim's notification (罹災届). */
    BURNT("burnt"),
    /** The card was damaged severely (著しい損傷). */
    DAMAGED("damaged"),
    /** The card was returned (返納). */
    RETURNED("returned"),
    /** A successor was issued before the card ran out (有効期間満了による更新). */
    RENEWED("renewed"),
    /** The card had run out when its successor was registered. */
    EXPIRED("expired"),
    /** The resident's number was changed (個人番号の変更). */
    NUMBER_CHANGED("number-changed"),
    /** The resident died (死亡). */
    DIED("died"),
    /** The record was deleted (住民票の消除) for another reason than death or departure. */
    RESIDENCY_LOST("residency-lost"),
    /** The resident departed from Japan (国外転出) without continued use. */
    DEPARTED("departed"),
    /** A suspension that was never lifted ended by rule. */
    NEVER_FOUND("never-found");

    private final String id;

    Cause(String id) {
      this.id = id;
    }

    /** The name in the API and in the database. */
    public String id() {
      return id;
    }

    public static Optional<Cause> byId(String id) {
      return Arrays.stream(values()).filter(cause -> cause.id.equals(id)).findFirst();
    }
  }
}

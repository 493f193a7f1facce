package org.jitsuin.ca.model;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * The entry of a person in a resident record, or its absence.
 *
 * @param since the date of the event that made it so, if one did
 */
public record Residency(State state, Optional<LocalDate> since) {
  /** The state of a person in a resident record of Japan, as everybody at first. */
  public static final Residency RESIDENT = new Residency(State.RESIDENT, Optional.empty());

  /** The places where a person may be recorded. */
  public enum State {
    /** The person is in a resident record (住民票に記載). */
    RESIDENT("resident"),
    /** The person moved abroad (国外転出者) and continues to use the card (国外継続利用). */
    ABROAD("abroad"),
    /** The record was deleted (消除): departed without continued use, or lost residency. */
    REMOVED("removed"),
    /** The person died (死亡). */
    DEAD("dead");

    private final String id;

    State(String id) {
      this.id = id;
    }

    /** The name in the API and in the database. */
    public String id() {
      return id;
    }

    public static Optional<State> byId(String id) {
      return Arrays.stream(values()).filter(state -> state.id.equals(id)).findFirst();
    }
  }

  /** Returns whether cards and certificates may be issued to the person. */
  public boolean mayHold() {
    return state == State.RESIDENT || state == State.ABROAD;
  }
}

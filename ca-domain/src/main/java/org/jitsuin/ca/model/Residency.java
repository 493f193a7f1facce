package org.jitsuin.ca.model;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether somebody is in a resident record.
 *
 * @param since the date of the event that made it so, if one did
 */
public record Residency(State state, Optional<LocalDate> since) {
  /** In a resident record of Japan, as everybody at first. */
  public static final Residency RESIDENT = new Residency(State.RESIDENT, Optional.empty());

  /** Where somebody is recorded. */
  public enum State {
    /** 住民票に記載. */
    RESIDENT("resident"),
    /** 国外転出者 who continues to use the card (国外継続利用). */
    ABROAD("abroad"),
    /** 消除: departed without continuation, lost residency. */
    REMOVED("removed"),
    /** 死亡. */
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

  /** Whether cards and certificates may be issued to them. */
  public boolean mayHold() {
    return state == State.RESIDENT || state == State.ABROAD;
  }
}

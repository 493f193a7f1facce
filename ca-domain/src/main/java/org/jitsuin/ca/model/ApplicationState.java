package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/** How far an application to an office is. */
public enum ApplicationState {
  /** The application was entered, and approved where it must be: it can be completed. */
  RECEIVED("received"),
  /** A second person must approve it first. */
  AWAITING_APPROVAL("awaiting-approval"),
  /** Ended: a rule or the office said no. */
  REFUSED("refused"),
  /** Ended: carried out. */
  COMPLETED("completed");

  private final String id;

  ApplicationState(String id) {
    this.id = id;
  }

  /** The name in the API. */
  public String id() {
    return id;
  }

  /** Returns whether anything is still to be done. */
  public boolean isOpen() {
    return this == RECEIVED || this == AWAITING_APPROVAL;
  }

  public static Optional<ApplicationState> byId(String id) {
    return Arrays.stream(values()).filter(state -> state.id.equals(id)).findFirst();
  }
}

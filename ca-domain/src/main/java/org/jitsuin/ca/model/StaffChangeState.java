package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/** The state of a change among the staff. */
public enum StaffChangeState {
  /** It waits for a second person. */
  PROPOSED("proposed"),
  DONE("done"),
  CANCELLED("cancelled");

  private final String id;

  StaffChangeState(String id) {
    this.id = id;
  }

  /** The name in the API and in the database. */
  public String id() {
    return id;
  }

  public static Optional<StaffChangeState> byId(String id) {
    return Arrays.stream(values()).filter(state -> state.id.equals(id)).findFirst();
  }
}

package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/** How far a mass revocation is. */
public enum RevocationJobState {
  PROPOSED("proposed"),
  RUNNING("running"),
  FINISHED("finished"),
  CANCELLED("cancelled");

  private final String id;

  RevocationJobState(String id) {
    this.id = id;
  }

  /** The name in the API. */
  public String id() {
    return id;
  }

  public static Optional<RevocationJobState> byId(String id) {
    return Arrays.stream(values()).filter(state -> state.id.equals(id)).findFirst();
  }
}

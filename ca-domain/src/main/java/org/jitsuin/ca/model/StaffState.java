package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.Optional;

/** The state of a certificate of staff, and of the person who has it. */
public enum StaffState {
  ACTIVE("active"),
  /** Shut out by one person in an emergency; two let in again, or make it final. */
  BLOCKED("blocked"),
  /** Another certificate came in its place; of persons it is not said. */
  REPLACED("replaced"),
  /** Shut out for good. */
  WITHDRAWN("withdrawn");

  private final String id;

  StaffState(String id) {
    this.id = id;
  }

  /** The name in the API and in the database. */
  public String id() {
    return id;
  }

  public static Optional<StaffState> byId(String id) {
    return Arrays.stream(values()).filter(state -> state.id.equals(id)).findFirst();
  }
}

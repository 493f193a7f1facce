package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An OCSP responder, which makes the keys of its signers itself.
 *
 * @param name the name of its server
 * @param admission how often it was admitted
 * @param since when it came to be in that state
 */
public record OcspResponder(String name, int admission, State state, Instant since) {
  /** Whether its keys are certified. */
  public enum State {
    ADMITTED("admitted"),
    WITHDRAWN("withdrawn");

    private final String id;

    State(String id) {
      this.id = id;
    }

    /** The name in the database and in answers. */
    public String id() {
      return id;
    }
  }

  /** Returns its admission, if it is in force. */
  public Optional<ResponderAdmission> inForce() {
    return state == State.ADMITTED
        ? Optional.of(new ResponderAdmission(name, admission))
        : Optional.empty();
  }
}

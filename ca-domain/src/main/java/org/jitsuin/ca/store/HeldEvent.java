package org.jitsuin.ca.store;

import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * A resident event that is held, or was refused when it was.
 *
 * @param number in the order in which they came
 * @param hold the id of the hold that it belongs to
 * @param behind whether it is held only because an earlier event about the resident is
 * @param event as JSON, while it is held
 * @param refusal why it was refused; empty while it is held
 */
public record HeldEvent(
    long number,
    String eventId,
    String registerId,
    String hold,
    boolean behind,
    Optional<Bytes> event,
    Optional<RefusalCode> refusal,
    Optional<String> detail) {
  /** Returns whether it waits. */
  public boolean isHeld() {
    return refusal.isEmpty();
  }
}

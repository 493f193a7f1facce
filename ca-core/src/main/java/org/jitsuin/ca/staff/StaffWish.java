package org.jitsuin.ca.staff;

import java.util.Optional;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.request.KeyRequest;

/**
 * A wish of how the staff shall change.
 *
 * @param seat what the person shall be, exactly where somebody is registered
 * @param key that shall be certified, exactly where the kind brings one
 * @param reason in words, exactly where it does not
 */
public record StaffWish(
    StaffChangeKind kind,
    String person,
    Optional<StaffSeat> seat,
    Optional<KeyRequest> key,
    Optional<String> reason) {
  public StaffWish {
    if (kind == StaffChangeKind.BLOCK
        || seat.isPresent() != (kind == StaffChangeKind.REGISTER)
        || key.isPresent() != kind.withKey()
        || reason.isPresent() == kind.withKey()) {
      throw new IllegalArgumentException(kind + ": not all of what it asks for, or more");
    }
  }
}

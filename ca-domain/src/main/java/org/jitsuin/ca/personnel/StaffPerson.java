package org.jitsuin.ca.personnel;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.model.StaffState;

/**
 * A person among the staff, with all certificates that they ever had.
 *
 * @param seat as of the newest of them
 */
public record StaffPerson(StaffSeat seat, List<Credential> credentials) {
  public StaffPerson {
    credentials = List.copyOf(credentials);
    if (credentials.isEmpty()) {
      throw new IllegalArgumentException(seat.person() + ": whoever is registered has one");
    }
  }

  /**
   * A client certificate.
   *
   * @param notAfter when it ends, by the machine's clock
   */
  public record Credential(Serial serial, StaffState state, Instant notAfter) {}

  /** Active with one that is, blocked with one that is, otherwise withdrawn. */
  public StaffState state() {
    return has(StaffState.ACTIVE)
        ? StaffState.ACTIVE
        : has(StaffState.BLOCKED) ? StaffState.BLOCKED : StaffState.WITHDRAWN;
  }

  private boolean has(StaffState state) {
    return credentials.stream().anyMatch(credential -> credential.state() == state);
  }

  /** Returns the serial numbers of those in that state. */
  public List<Serial> serials(StaffState state) {
    return credentials.stream()
        .filter(credential -> credential.state() == state)
        .map(Credential::serial)
        .toList();
  }

  /** When the last that is active or blocked ends; empty for who was withdrawn. */
  public Optional<Instant> end() {
    return credentials.stream()
        .filter(credential -> credential.state() == state())
        .filter(_ -> state() != StaffState.WITHDRAWN)
        .map(Credential::notAfter)
        .max(Comparator.naturalOrder());
  }
}

package org.jitsuin.ca.staff;

import java.time.Instant;
import java.util.List;
import org.jitsuin.base.readiness.CertificateEnd;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.personnel.StaffPerson;
import org.jitsuin.ca.personnel.StaffPerson.Credential;

/**
 * A person among the staff.
 *
 * @param notAfter when the last certificate that is active or blocked ends
 * @param daysLeft until then; negative where it has ended
 * @param certificates null in lists
 */
public record StaffPersonView(
    String person,
    String name,
    @OneOf(Role.class) String role,
    @Absent String municipality,
    @Absent String window,
    @OneOf(StaffState.class) String state,
    @Absent Instant notAfter,
    @Absent Long daysLeft,
    @Absent List<CredentialView> certificates) {

  /**
   * A person without the certificates.
   *
   * @param now by the machine's clock
   */
  static StaffPersonView listed(StaffPerson person, Instant now) {
    return of(person, now, null);
  }

  /** With all certificates. */
  static StaffPersonView full(StaffPerson person, Instant now) {
    return of(person, now, person.credentials().stream().map(CredentialView::of).toList());
  }

  private static StaffPersonView of(
      StaffPerson person, Instant now, List<CredentialView> certificates) {
    StaffSeat seat = person.seat();
    return new StaffPersonView(
        seat.person(),
        seat.name(),
        seat.role().id(),
        seat.municipality().orElse(null),
        seat.window().orElse(null),
        person.state().id(),
        person.end().orElse(null),
        person.end().map(end -> new CertificateEnd("", end, false).daysLeft(now)).orElse(null),
        certificates);
  }

  /** A certificate of a person. */
  public record CredentialView(String serial, String state, Instant notAfter) {
    static CredentialView of(Credential credential) {
      return new CredentialView(
          credential.serial().toString(), credential.state().id(), credential.notAfter());
    }
  }
}

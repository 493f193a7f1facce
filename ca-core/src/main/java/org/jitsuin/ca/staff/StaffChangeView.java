package org.jitsuin.ca.staff;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.store.StaffChange;

/**
 * A change among the staff.
 *
 * @param key the SHA-256 of the SubjectPublicKeyInfo: what its owner reads out to the second person
 * @param content the SHA-256 of all that shall be done: what the second person approves
 * @param serial of the certificate that came of it
 * @param certificate the same as PEM
 */
public record StaffChangeView(
    String change,
    @OneOf(StaffChangeKind.class) String kind,
    @OneOf(StaffChangeState.class) String state,
    String person,
    String name,
    @OneOf(Role.class) String role,
    @Absent String municipality,
    @Absent String window,
    @Absent String key,
    @Absent String reason,
    String content,
    String proposedBy,
    Instant proposedAt,
    @Absent String approvedBy,
    @Absent Instant approvedAt,
    @Absent String cancelledBy,
    @Absent Instant cancelledAt,
    @Absent String serial,
    @Absent String certificate) {

  /** A change without the certificate that came of it. */
  public static StaffChangeView listed(StaffChange change) {
    return of(change, Optional.empty());
  }

  /**
   * With the certificate that came of it.
   *
   * @param certificate as PEM
   */
  static StaffChangeView of(StaffChange change, Optional<String> certificate) {
    StaffSeat seat = change.order().seat();
    Optional<Mark> done = change.decided().filter(_ -> change.state() == StaffChangeState.DONE);
    Optional<Mark> cancelled =
        change.decided().filter(_ -> change.state() == StaffChangeState.CANCELLED);
    return new StaffChangeView(
        change.order().id(),
        change.order().kind().id(),
        change.state().id(),
        seat.person(),
        seat.name(),
        seat.role().id(),
        seat.municipality().orElse(null),
        seat.window().orElse(null),
        change.order().keyHash().map(Fingerprint::toString).orElse(null),
        change.order().reason().orElse(null),
        change.content().toString(),
        change.proposed().by(),
        change.proposed().at(),
        done.map(Mark::by).orElse(null),
        done.map(Mark::at).orElse(null),
        cancelled.map(Mark::by).orElse(null),
        cancelled.map(Mark::at).orElse(null),
        change.serial().map(Serial::toString).orElse(null),
        certificate.orElse(null));
  }
}

package org.jitsuin.ca.officeact;

import java.util.Optional;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.CardVersion;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;

/**
 * The call of an office act.
 *
 * @param id the request under which it is done once
 * @param subject what it is done to; empty where it is yet to come into being
 * @param approved whether a second person has approved it
 * @param seen what it was decided on at the counter: refused where that holds no more
 */
public record Call(
    StaffMember caller,
    RequestId id,
    Optional<Subject> subject,
    boolean approved,
    Optional<CardVersion> seen) {
  /** Creates the call of one person. */
  public Call(
      StaffMember caller, RequestId id, Optional<Subject> subject, Optional<CardVersion> seen) {
    this(caller, id, subject, false, seen);
  }

  /**
   * The id of the card that it is done to.
   *
   * @throws RequestRefused REQUEST_INVALID if it is done to none
   */
  String card() {
    return subject
        .filter(Subject.OfCard.class::isInstance)
        .map(Subject.OfCard.class::cast)
        .map(Subject.OfCard::id)
        .orElseThrow(() -> Members.invalid("card", "is missing"));
  }
}

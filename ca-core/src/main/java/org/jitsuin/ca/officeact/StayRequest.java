package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Optional;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.Stay;
import org.jitsuin.ca.outcome.RefusalCode;

/** The residence of a foreign resident. */
public record StayRequest(@JsonProperty(required = true) String status, LocalDate until) {
  /** The stay that it tells of. */
  public Stay stay() {
    try {
      return new Stay(
          Members.choice("stay.status", status, Stay.Status::byId), Optional.ofNullable(until));
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(RefusalCode.REQUEST_INVALID, e.getMessage());
    }
  }
}

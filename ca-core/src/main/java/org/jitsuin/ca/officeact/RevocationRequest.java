package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.lifecycle.RevocationGround;
import org.jitsuin.ca.model.IdentityCheck;

/** A certificate is to end. */
public record RevocationRequest(
    @JsonProperty(required = true) String ground,
    Instant invalidSince,
    IdentityCheckRequest identityCheck,
    String note) {

  RevocationGround onGround() {
    return Members.choice("ground", ground, RevocationGround::byId);
  }

  Optional<IdentityCheck> check() {
    return IdentityCheckRequest.optional(identityCheck);
  }

  Optional<Instant> since() {
    return Members.since("invalidSince", invalidSince);
  }

  Map<String, String> evidence() {
    Map<String, String> evidence = new HashMap<>();
    Members.putText(evidence, "note", "note", note);
    return evidence;
  }

  /** Nothing of it: a note may hold personal data. */
  @Override
  public String toString() {
    return "RevocationRequest";
  }
}

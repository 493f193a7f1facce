package org.jitsuin.installation.ceremony;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.Optional;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.installation.ceremony.CeremonyPlan.FirstStaff;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A member of the first staff as a script describes them.
 *
 * @param personId the id by which they are told apart; the name where there is none
 * @param requestFile the file with a request for a key of their own; seen from the script
 */
record StaffLine(
    @JsonProperty("person") String personId,
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String role,
    @JsonProperty("municipality") String municipalityCode,
    @JsonProperty("window") String windowCode,
    @JsonProperty("request") String requestFile) {

  /**
   * Returns what they shall be, with the key that they bring.
   *
   * @param script the file that the line stands in
   * @throws SetupFailure that says what is wrong with what the line says
   */
  FirstStaff checked(Path script) {
    return new FirstStaff(
        seat(),
        Optional.ofNullable(requestFile)
            .map(file -> BroughtRequest.read(script.resolveSibling(file)).key()));
  }

  /** Returns what they shall be; otherwise as {@link #checked(Path)}. */
  StaffSeat seat() {
    Role parsed =
        Role.byId(role)
            .orElseThrow(() -> new SetupFailure("staff " + name + ": no role is named " + role));
    String person = Optional.ofNullable(personId).orElse(name);
    if (!StaffMember.isPerson(person)) {
      throw new SetupFailure(
          "staff "
              + name
              + ": the id of a person is up to 64 letters, digits, points and hyphens; give one"
              + " as person");
    }
    try {
      return new StaffSeat(
          person,
          name,
          parsed,
          Optional.ofNullable(municipalityCode),
          Optional.ofNullable(windowCode));
    } catch (IllegalArgumentException e) {
      throw new SetupFailure("staff " + e.getMessage(), e);
    }
  }
}

package org.jitsuin.ca.model;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Serial;

/**
 * The seat of a person among the staff: what they are there, whatever their certificate.
 *
 * @param person the id by which people are told apart
 * @param name the common name in client certificates
 * @param municipality the code of the municipality, exactly where the role asks for one
 * @param window the code of the reception window, nine characters that begin with the
 *     municipality's
 */
public record StaffSeat(
    String person, String name, Role role, Optional<String> municipality, Optional<String> window) {
  private static final Pattern WINDOW = Pattern.compile("\\d{5}[0-9A-Z]{4}");

  public StaffSeat {
    if (person.isBlank()) {
      throw new IllegalArgumentException(name + ": somebody is a person");
    }
    if (role.ofMunicipality() != municipality.isPresent()
        || role.ofMunicipality() != window.isPresent()) {
      throw new IllegalArgumentException(
          name + ": exactly the roles of an office have a municipality and a window");
    }
    if (window.filter(code -> !WINDOW.matcher(code).matches()).isPresent()) {
      throw new IllegalArgumentException(
          name + ": a window code is five digits and four characters");
    }
  }

  /** Returns whether the window is one of the municipality; those of before are as they are. */
  public boolean isOfOneOffice() {
    return window.flatMap(code -> municipality.map(code::startsWith)).orElse(true);
  }

  /** The member of staff who sits there with that certificate. */
  public StaffMember with(Serial certificate) {
    return new StaffMember(person, name, role, municipality, window, certificate);
  }
}

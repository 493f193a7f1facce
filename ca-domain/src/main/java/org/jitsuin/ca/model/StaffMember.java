package org.jitsuin.ca.model;

import java.util.Optional;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Serial;

/**
 * A person or a system that may use the office API.
 *
 * @param name the common name in the client certificate
 * @param municipality the code of the municipality, exactly where the role asks for one
 * @param window the code of the reception window, nine characters that begin with the
 *     municipality's
 * @param certificate the serial number of the client certificate
 */
public record StaffMember(
    String name,
    Role role,
    Optional<String> municipality,
    Optional<String> window,
    Serial certificate) {
  public StaffMember {
    if (role.ofMunicipality() != municipality.isPresent()
        || role.ofMunicipality() != window.isPresent()) {
      throw new IllegalArgumentException(
          name + ": exactly the roles of an office have a municipality and a window");
    }
    if (window.filter(code -> !code.matches("\\d{5}[0-9A-Z]{4}")).isPresent()) {
      throw new IllegalArgumentException(
          name + ": a window code is five digits and four characters");
    }
  }

  /** Returns whether the member may reach residents of that municipality. */
  public boolean reaches(String code) {
    return municipality.isEmpty() || municipality.get().equals(code);
  }

  public Actor actor() {
    return new Actor.Staff(name, role.id(), certificate);
  }
}

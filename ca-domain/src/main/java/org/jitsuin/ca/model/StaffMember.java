package org.jitsuin.ca.model;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.model.Serial;

/**
 * A person or a system that may use the office API.
 *
 * @param person the id by which people are told apart: whoever has two names or certificates has
 *     one, and two of one name have two. It means nothing; of those registered before there were
 *     ids, it is the name
 * @param name the common name in the client certificate
 * @param municipality the code of the municipality, exactly where the role asks for one
 * @param window the code of the reception window
 * @param certificate the serial number of the client certificate
 */
public record StaffMember(
    String person,
    String name,
    Role role,
    Optional<String> municipality,
    Optional<String> window,
    Serial certificate) {
  /** What a PrintableString may hold, since it stands in certificates as one. */
  private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9.-]{1,64}");

  /** What requests are kept under that nobody sent, and a part of addresses. */
  private static final Set<String> RESERVED = Set.of("application", "changes");

  public StaffMember {
    new StaffSeat(person, name, role, municipality, window);
  }

  /** Returns whether somebody who is registered now may have that id. */
  public static boolean isPerson(String id) {
    return PERSON.matcher(id).matches() && !RESERVED.contains(id) && !id.matches("\\.+");
  }

  /** What the member is, whatever the certificate. */
  public StaffSeat seat() {
    return new StaffSeat(person, name, role, municipality, window);
  }

  /** Returns whether the member may reach residents of that municipality. */
  public boolean reaches(String code) {
    return municipality.isEmpty() || municipality.get().equals(code);
  }

  public Actor actor() {
    return new Actor.Staff(name, role.id(), certificate, Optional.of(person));
  }
}

package org.jitsuin.ca.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.StaffMember;

/** The table {@code ca.staff}. */
public final class StaffTable {
  private StaffTable() {}

  public static void insert(Handle handle, StaffMember member) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.staff
              (serial, person, name, role, municipality, window_code, active)
            VALUES (:certificate, :person, :name, :role, :municipality, :window, TRUE)
            """)
        .bindMethods(member)
        .execute();
  }

  /** The active member of staff with that client certificate. */
  public static Optional<StaffMember> find(Handle handle, Serial certificate) {
    return handle
        .createQuery(
            """
            SELECT serial AS certificate, person, name, role, municipality,
              window_code AS `window`
            FROM ca.staff
            WHERE serial = :serial AND active
            """)
        .bind("serial", certificate)
        .mapTo(StaffMember.class)
        .findOne();
  }

  /**
   * Returns all who are active, each once, by person; as many as staff the authority has. What was
   * certified is known from the intents of the internal authority.
   */
  public static List<RegisteredStaffMember> latest(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT serial AS certificate, person, name, role, municipality,
              window_code AS `window`, not_after
            FROM (
              SELECT s.serial, s.person, s.name, s.role, s.municipality, s.window_code,
                     i.not_after,
                     ROW_NUMBER() OVER (PARTITION BY s.person, s.role, s.municipality
                                        ORDER BY i.not_after DESC, s.serial) AS place
              FROM ca.staff s
              JOIN ca.signing_intent i ON i.issuer_no = 0 AND i.serial = s.serial
              WHERE s.active) ranked
            WHERE place = 1 ORDER BY person, serial
            """)
        .mapTo(RegisteredStaffMember.class)
        .list();
  }
}

package org.jitsuin.ca.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;

/** {@code ca.staff}. */
public final class StaffTable {
  private StaffTable() {}

  public static void insert(Handle handle, StaffMember member) {
    handle
        .createUpdate(
            """
            INSERT INTO ca.staff (serial, name, role, municipality, window_code, active)
            VALUES (:serial, :name, :role, :municipality, :window, TRUE)
            """)
        .bind("serial", member.certificate().octets())
        .bind("name", member.name())
        .bind("role", member.role().id())
        .bind("municipality", member.municipality())
        .bind("window", member.window())
        .execute();
  }

  /** The active member of staff with that client certificate. */
  public static Optional<StaffMember> find(Handle handle, Serial certificate) {
    return handle
        .createQuery(
            """
            SELECT name, role, municipality, window_code FROM ca.staff
            WHERE serial = :serial AND active
            """)
        .bind("serial", certificate.octets())
        .map((row, context) ->
            new StaffMember(
                row.getString("name"),
                Role.byId(row.getString("role")).orElseThrow(),
                Optional.ofNullable(row.getString("municipality")),
                Optional.ofNullable(row.getString("window_code")),
                certificate))
        .findOne();
  }
}

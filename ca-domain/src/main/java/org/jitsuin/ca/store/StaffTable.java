package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;

/** The table {@code ca.staff}. */
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
        .map((row, _) -> member(row, certificate))
        .findOne();
  }

  /**
   * A member of staff as of the newest of their certificates.
   *
   * @param notAfter when it ends, by the machine's clock
   */
  public record Registered(StaffMember member, Instant notAfter) {}

  /**
   * Returns all who are active, each once, by name; as many as staff the authority has. What was
   * certified is known from the intents of the internal authority.
   */
  public static List<Registered> latest(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT serial, name, role, municipality, window_code, not_after FROM (
              SELECT s.serial, s.name, s.role, s.municipality, s.window_code, i.not_after,
                     ROW_NUMBER() OVER (PARTITION BY s.name, s.role, s.municipality
                                        ORDER BY i.not_after DESC, s.serial) AS place
              FROM ca.staff s
              JOIN ca.signing_intent i ON i.issuer_no = 0 AND i.serial = s.serial
              WHERE s.active) ranked
            WHERE place = 1 ORDER BY name, serial
            """)
        .map((row, _) ->
            new Registered(
                member(row, Serial.of(row.getBytes("serial"))),
                Instant.ofEpochMilli(row.getLong("not_after"))))
        .list();
  }

  private static StaffMember member(ResultSet row, Serial certificate) throws SQLException {
    return new StaffMember(
        row.getString("name"),
        Role.byId(row.getString("role")).orElseThrow(),
        Optional.ofNullable(row.getString("municipality")),
        Optional.ofNullable(row.getString("window_code")),
        certificate);
  }
}

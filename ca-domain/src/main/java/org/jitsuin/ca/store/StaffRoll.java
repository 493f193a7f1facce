package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.personnel.StaffPerson;
import org.jitsuin.ca.personnel.StaffPerson.Credential;

/** The persons among the staff, as the table {@code ca.staff} has their certificates. */
public final class StaffRoll {
  private static final String SELECT =
      """
      SELECT s.serial, s.person, s.name, s.role, s.municipality, s.window_code, s.active, s.ended,
        COALESCE(s.not_after, i.not_after, 0) AS not_after
      FROM ca.staff s
      LEFT JOIN ca.signing_intent i ON i.issuer_no = 0 AND i.serial = s.serial
      """;

  /** The newest first; what is active, before what is not. */
  private static final String ORDER = " ORDER BY s.person, s.active DESC, not_after DESC, s.serial";

  private StaffRoll() {}

  /** A person of exactly that id. */
  public static Optional<StaffPerson> find(Handle handle, String person) {
    return persons(handle.createQuery(SELECT + " WHERE s.person = :person" + ORDER), person)
        .stream()
        .findFirst();
  }

  /** Returns whether somebody has an id that people would take for that one. */
  public static boolean isTaken(Handle handle, String person) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1 FROM ca.staff WHERE LOWER(person) = LOWER(:person) AND person <> :person)
            """)
        .bind("person", person)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Persons in the order of their ids.
   *
   * @param municipality only those of its office
   * @param after the id that the page begins behind; empty for the first page
   */
  public static List<StaffPerson> page(
      Handle handle, Optional<String> municipality, String after, int limit) {
    Query query =
        handle
            .createQuery(
                SELECT
                    + """
                    JOIN (
                      SELECT DISTINCT person FROM ca.staff
                      WHERE person > :person AND (:code IS NULL OR municipality = :code)
                      ORDER BY person LIMIT :limit) page ON page.person = s.person
                    """
                    + ORDER)
            .bind("code", municipality)
            .bind("limit", limit);
    return persons(query, after);
  }

  private static List<StaffPerson> persons(Query query, String person) {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    query
        .bind("person", person)
        .map(StaffRoll::row)
        .forEach(row -> rows.computeIfAbsent(row.seat().person(), _ -> new ArrayList<>()).add(row));
    return rows.values().stream()
        .map(own ->
            new StaffPerson(own.getFirst().seat(), own.stream().map(Row::credential).toList()))
        .toList();
  }

  private record Row(StaffSeat seat, Credential credential) {}

  private static Row row(RowView row) {
    return new Row(
        new StaffSeat(
            row.getColumn("person", String.class),
            row.getColumn("name", String.class),
            row.getColumn("role", Role.class),
            Optional.ofNullable(row.getColumn("municipality", String.class)),
            Optional.ofNullable(row.getColumn("window_code", String.class))),
        new Credential(
            row.getColumn("serial", Serial.class),
            StaffTable.state(row),
            row.getColumn("not_after", Instant.class)));
  }
}

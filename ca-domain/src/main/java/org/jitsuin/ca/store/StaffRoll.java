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
  private static final String NOT_AFTER = "COALESCE(s.not_after, i.not_after, 0)";

  private static final String FROM =
      """
       FROM ca.staff s
      LEFT JOIN ca.signing_intent i ON i.issuer_no = 0 AND i.serial = s.serial
      """;

  private static final String SELECT =
      """
      SELECT s.serial, s.person, s.name, s.role, s.municipality, s.window_code, s.active, s.ended,
      """
          + NOT_AFTER
          + " AS not_after"
          + FROM;

  /** What is active, before what is not; of each the newest first. */
  private static final String NEWEST = "s.active DESC, " + NOT_AFTER + " DESC, s.serial";

  private static final String ORDER = " ORDER BY s.person, " + NEWEST;

  /** The persons who sit at an office now; whoever left it belongs to another one, or to none. */
  private static final String OF_AN_OFFICE =
      """
      SELECT person FROM (
        SELECT s.person, s.municipality,
          ROW_NUMBER() OVER (PARTITION BY s.person ORDER BY
      """
          + NEWEST
          + ") AS place"
          + FROM
          + """
            WHERE s.person > :person
              AND s.person IN (SELECT person FROM ca.staff WHERE municipality = :code)) seat
          WHERE place = 1 AND municipality = :code
          """;

  private static final String OF_ALL =
      "SELECT DISTINCT person FROM ca.staff WHERE person > :person";

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
   * @param municipality only those who sit at its office now
   * @param after the id that the page begins behind; empty for the first page
   */
  public static List<StaffPerson> page(
      Handle handle, Optional<String> municipality, String after, int limit) {
    String persons = municipality.isPresent() ? OF_AN_OFFICE : OF_ALL;
    Query query =
        handle
            .createQuery(
                SELECT
                    + " JOIN ("
                    + persons
                    + " ORDER BY person LIMIT :limit) page ON page.person = s.person"
                    + ORDER)
            .bind("limit", limit);
    municipality.ifPresent(code -> query.bind("code", code));
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

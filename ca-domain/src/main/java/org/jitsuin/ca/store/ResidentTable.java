package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Confirmation;
import org.jitsuin.ca.model.Departure;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Residency;
import org.jitsuin.ca.model.Resident;
import org.jitsuin.ca.model.Resident.Item;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.Stay;

/** The table {@code ca.resident}. */
public final class ResidentTable {
  private static final String SELECT =
      """
      SELECT register_id, municipality, name, name_flags, address, address_flags, sex, birth_date,
        stay_status, stay_until, ward, residency, residency_since, name_as_of, address_as_of,
        sex_as_of, birth_date_as_of, stay_as_of, changed_at, departure_event, departs_on,
        departure_known_at, confirmation, name_kana, name_romaji, reading_as_of, version
      FROM ca.resident WHERE register_id IN (<ids>) ORDER BY register_id
      """;

  private static final String INSERT =
      """
      INSERT INTO ca.resident (register_id, municipality, name, name_flags, address,
        address_flags, sex, birth_date, stay_status, stay_until, ward, residency,
        residency_since, name_as_of, address_as_of, sex_as_of, birth_date_as_of, stay_as_of,
        changed_at, departure_event, departs_on, departure_known_at, confirmation, name_kana,
        name_romaji, reading_as_of, version)
      VALUES (:id, :municipality, :name, :nameFlags, :address, :addressFlags, :sex,
        :birthDate, :stayStatus, :stayUntil, :ward, :residency, :residencySince, :nameAsOf,
        :addressAsOf, :sexAsOf, :birthDateAsOf, :stayAsOf, :changedAt,
        :departureEvent, :departsOn, :departureKnownAt, :confirmation, :nameKana,
        :nameRomaji, :readingAsOf, 1)
      """;

  private static final Map<Item, String> AS_OF =
      Map.of(
          Item.NAME, "name_as_of",
          Item.ADDRESS, "address_as_of",
          Item.SEX, "sex_as_of",
          Item.BIRTH_DATE, "birth_date_as_of",
          Item.STAY, "stay_as_of",
          Item.READING, "reading_as_of");

  private ResidentTable() {}

  public static Optional<VersionedResident> find(Handle handle, String registerId) {
    return find(handle, List.of(registerId)).stream().findFirst();
  }

  /** Returns those of these residents that are known. */
  public static List<VersionedResident> find(Handle handle, Collection<String> registerIds) {
    return select(handle, registerIds, "");
  }

  /**
   * Finds and locks residents until the transaction ends; otherwise as {@link #find}. Locks are
   * taken in the order of the ids, so that two who lock several wait for each other in turn.
   */
  static List<VersionedResident> lock(Handle handle, Collection<String> registerIds) {
    return select(handle, registerIds, " FOR UPDATE");
  }

  /** Returns those of these residents who live abroad. */
  public static Set<String> abroad(Handle handle, Collection<String> registerIds) {
    return registerIds.isEmpty()
        ? Set.of()
        : Set.copyOf(
            handle
                .createQuery(
                    """
                    SELECT register_id FROM ca.resident
                    WHERE register_id IN (<ids>) AND residency = :abroad
                    """)
                .bindList("ids", InList.of(registerIds))
                .bind("abroad", Residency.State.ABROAD)
                .mapTo(String.class)
                .list());
  }

  /** Locks as {@link #lock}, for their versions alone. */
  public static Map<String, Integer> lockVersions(Handle handle, Collection<String> registerIds) {
    return handle
        .createQuery(
            """
            SELECT register_id, version FROM ca.resident
            WHERE register_id IN (<ids>) ORDER BY register_id FOR UPDATE
            """)
        .bindList("ids", InList.of(registerIds))
        .reduceRows(
            new HashMap<>(),
            (versions, row) -> {
              versions.put(
                  row.getColumn("register_id", String.class),
                  row.getColumn("version", Integer.class));
              return versions;
            });
  }

  /**
   * Counts up the versions of residents who are as they were, and locks them as {@link #lock}.
   *
   * @param versions what each had; at least one
   * @return how many had it still
   */
  public static int advance(Handle handle, Map<String, Integer> versions) {
    PairCondition among =
        PairCondition.of(
            versions.entrySet(), "version", Map.Entry::getValue, "register_id", Map.Entry::getKey);
    return among
        .bind(
            handle.createUpdate(
                "UPDATE ca.resident SET version = version + 1 WHERE " + among.sql()))
        .execute();
  }

  private static List<VersionedResident> select(
      Handle handle, Collection<String> registerIds, String suffix) {
    if (registerIds.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(SELECT + suffix)
        .bindList("ids", InList.of(registerIds))
        .map((row, context) -> row(row))
        .list();
  }

  private static VersionedResident row(ResultSet row) throws SQLException {
    Holder holder =
        new Holder(
            row.getString("register_id"),
            row.getString("municipality"),
            new RegisterText(row.getString("name"), row.getString("name_flags")),
            new RegisterText(row.getString("address"), row.getString("address_flags")),
            Sex.byId(row.getString("sex")).orElseThrow(),
            BirthDate.parse(row.getString("birth_date")));
    Optional<Stay.Status> status =
        Optional.ofNullable(row.getString("stay_status")).flatMap(Stay.Status::byId);
    Optional<LocalDate> until = date(row, "stay_until");
    Map<Item, LocalDate> asOf = new EnumMap<>(Item.class);
    for (Map.Entry<Item, String> column : AS_OF.entrySet()) {
      date(row, column.getValue()).ifPresent(date -> asOf.put(column.getKey(), date));
    }
    Resident resident =
        new Resident(
            holder,
            status.map(value -> new Stay(value, until)),
            row.getBoolean("ward"),
            new Residency(
                Residency.State.byId(row.getString("residency")).orElseThrow(),
                date(row, "residency_since")),
            departure(row),
            asOf,
            Instant.ofEpochMilli(row.getLong("changed_at")),
            Confirmation.parse(row.getString("confirmation")),
            new NameReading(
                Optional.ofNullable(row.getString("name_kana")),
                Optional.ofNullable(row.getString("name_romaji"))));
    return new VersionedResident(resident, row.getInt("version"));
  }

  private static Optional<Departure> departure(ResultSet row) throws SQLException {
    Optional<LocalDate> on = date(row, "departs_on");
    return on.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Departure(
                row.getString("departure_event"),
                on.get(),
                Instant.ofEpochMilli(row.getLong("departure_known_at"))));
  }

  private static Optional<LocalDate> date(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDate.class));
  }

  /** Adds residents; fails if one of them is known. */
  public static void insert(Handle handle, Collection<Resident> residents) {
    write(handle, residents, INSERT);
  }

  /**
   * Writes what the register now says of residents who are locked. They are there: the statement is
   * an INSERT because the driver sends one for many rows ({@code rewriteBatchedStatements}), and an
   * UPDATE for each.
   */
  static void update(Handle handle, Collection<Resident> residents) {
    write(
        handle,
        residents,
        INSERT
            + """
            ON DUPLICATE KEY UPDATE municipality = VALUES(municipality), name = VALUES(name),
              name_flags = VALUES(name_flags), address = VALUES(address),
              address_flags = VALUES(address_flags), sex = VALUES(sex),
              birth_date = VALUES(birth_date), stay_status = VALUES(stay_status),
              stay_until = VALUES(stay_until), ward = VALUES(ward), residency = VALUES(residency),
              residency_since = VALUES(residency_since), name_as_of = VALUES(name_as_of),
              address_as_of = VALUES(address_as_of), sex_as_of = VALUES(sex_as_of),
              birth_date_as_of = VALUES(birth_date_as_of), stay_as_of = VALUES(stay_as_of),
              changed_at = VALUES(changed_at), departure_event = VALUES(departure_event),
              departs_on = VALUES(departs_on), departure_known_at = VALUES(departure_known_at),
              confirmation = VALUES(confirmation), name_kana = VALUES(name_kana),
              name_romaji = VALUES(name_romaji), reading_as_of = VALUES(reading_as_of),
              version = version + 1
            """);
  }

  private static void write(Handle handle, Collection<Resident> residents, String statement) {
    if (residents.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(statement);
    for (Resident resident : residents) {
      Holder holder = resident.holder();
      batch
          .bind("id", holder.registerId())
          .bind("municipality", holder.municipality())
          .bind("name", holder.name().text())
          .bind("nameFlags", holder.name().substitutes())
          .bind("address", holder.address().text())
          .bind("addressFlags", holder.address().substitutes())
          .bind("sex", holder.sex())
          .bind("birthDate", holder.birthDate())
          .bind("stayStatus", resident.stay().map(Stay::status))
          .bind("stayUntil", resident.stay().flatMap(Stay::until))
          .bind("ward", resident.ward())
          .bind("residency", resident.residency().state())
          .bind("residencySince", resident.residency().since())
          .bind("nameAsOf", resident.asOf().get(Item.NAME))
          .bind("addressAsOf", resident.asOf().get(Item.ADDRESS))
          .bind("sexAsOf", resident.asOf().get(Item.SEX))
          .bind("birthDateAsOf", resident.asOf().get(Item.BIRTH_DATE))
          .bind("stayAsOf", resident.asOf().get(Item.STAY))
          .bind("changedAt", resident.changedAt())
          .bind("departureEvent", resident.departure().map(Departure::event))
          .bind("departsOn", resident.departure().map(Departure::on))
          .bind("departureKnownAt", resident.departure().map(Departure::knownAt))
          .bind("confirmation", resident.confirmation().text())
          .bind("nameKana", resident.reading().kana())
          .bind("nameRomaji", resident.reading().romaji())
          .bind("readingAsOf", resident.asOf().get(Item.READING))
          .add();
    }
    batch.execute();
  }

  /** Says that something of theirs, though not themselves, was changed. */
  public static void touch(Handle handle, Collection<String> registerIds) {
    if (!registerIds.isEmpty()) {
      handle
          .createUpdate("UPDATE ca.resident SET version = version + 1 WHERE register_id IN (<ids>)")
          .bindList("ids", InList.of(registerIds))
          .execute();
    }
  }
}

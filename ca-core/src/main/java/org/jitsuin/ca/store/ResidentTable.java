package org.jitsuin.ca.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;

/** {@code ca.resident}. */
public final class ResidentTable {
  private static final String SELECT =
      """
      SELECT register_id, municipality, name, name_flags, address, address_flags, sex, birth_date,
        version
      FROM ca.resident WHERE register_id = :id
      """;

  private ResidentTable() {}

  /**
   * A resident and how often the record was changed.
   *
   * @param version grows with each change
   */
  public record Row(Holder holder, int version) {}

  public static Optional<Row> find(Handle handle, String registerId) {
    return handle.createQuery(SELECT).bind("id", registerId).map((r, c) -> row(r)).findOne();
  }

  /** As {@link #find}, and nobody else changes the resident until the transaction ends. */
  public static Optional<Row> lock(Handle handle, String registerId) {
    return handle
        .createQuery(SELECT + " FOR UPDATE")
        .bind("id", registerId)
        .map((r, c) -> row(r))
        .findOne();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new Holder(
            row.getString("register_id"),
            row.getString("municipality"),
            new RegisterText(row.getString("name"), row.getString("name_flags")),
            new RegisterText(row.getString("address"), row.getString("address_flags")),
            Sex.byId(row.getString("sex")).orElseThrow(),
            row.getObject("birth_date", LocalDate.class)),
        row.getInt("version"));
  }

  public static void insert(Handle handle, Holder holder) {
    bind(
            handle.createUpdate(
                """
                INSERT INTO ca.resident (register_id, municipality, name, name_flags, address,
                  address_flags, sex, birth_date, version)
                VALUES (:id, :municipality, :name, :nameFlags, :address, :addressFlags, :sex,
                  :birthDate, 1)
                """),
            holder)
        .execute();
  }

  /** Writes what the register now says. */
  public static void update(Handle handle, Holder holder) {
    bind(
            handle.createUpdate(
                """
                UPDATE ca.resident SET municipality = :municipality, name = :name,
                  name_flags = :nameFlags, address = :address, address_flags = :addressFlags,
                  sex = :sex, birth_date = :birthDate, version = version + 1
                WHERE register_id = :id
                """),
            holder)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Holder holder) {
    return statement
        .bind("id", holder.registerId())
        .bind("municipality", holder.municipality())
        .bind("name", holder.name().text())
        .bind("nameFlags", holder.name().substitutes())
        .bind("address", holder.address().text())
        .bind("addressFlags", holder.address().substitutes())
        .bind("sex", holder.sex().id())
        .bind("birthDate", holder.birthDate());
  }
}

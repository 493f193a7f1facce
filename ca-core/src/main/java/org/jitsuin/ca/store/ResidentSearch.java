package org.jitsuin.ca.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.BirthDate;

/** Searches of {@code ca.resident} by personal data. */
public final class ResidentSearch {
  static final String STATEMENT =
      """
      SELECT register_id FROM ca.resident FORCE INDEX (person)
      WHERE birth_date = :birthDate AND name = :name
        AND (:address IS NULL OR address = :address)
        AND (:municipality IS NULL OR municipality = :municipality)
      ORDER BY register_id LIMIT :limit
      """;

  private ResidentSearch() {}

  /**
   * Who is looked for; everything as the resident register writes it.
   *
   * @param municipality of residence; all where empty
   */
  public record Person(
      String name, BirthDate birthDate, Optional<String> address, Optional<String> municipality) {
    /** Nothing of it: it is personal data. */
    @Override
    public String toString() {
      return "Person";
    }
  }

  /** Their register ids. */
  public static List<String> find(Handle handle, Person person, int limit) {
    return handle
        .createQuery(STATEMENT)
        .bind("birthDate", person.birthDate().toString())
        .bind("name", person.name())
        .bind("address", person.address())
        .bind("municipality", person.municipality())
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }
}

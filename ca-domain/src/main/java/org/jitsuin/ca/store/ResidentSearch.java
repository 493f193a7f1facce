package org.jitsuin.ca.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;

/** Searches of {@code ca.resident} by personal data. */
public final class ResidentSearch {
  /** The index holds all of it: of those born on a day nothing else is read. */
  private static final String BORN_ON =
      """
      SELECT register_id, name FROM ca.resident FORCE INDEX (person)
      WHERE birth_date = :birthDate
      """;

  private static final int ROWS_AT_ONCE = 1_000;

  private ResidentSearch() {}

  /**
   * The person who is searched for, written exactly as in the resident register.
   *
   * @param municipality of residence; all where empty
   */
  public record Person(
      String name, BirthDate birthDate, Optional<String> address, Optional<String> municipality) {
    /** Returns a text without the content, which is personal data. */
    @Override
    public String toString() {
      return "Person";
    }
  }

  /**
   * Returns the register ids of the persons found, in order. Names and addresses are the same
   * whatever the code points that stand for their characters, which the database cannot tell: it
   * finds those with the birth date, some thousands at the most.
   *
   * @param limit how many at the most
   */
  public static List<String> find(Handle handle, Person person, int limit) {
    return ResidentTable.find(handle, namesakes(handle, person)).stream()
        .map(VersionedResident::holder)
        .filter(holder -> isAt(person, holder))
        .map(Holder::registerId)
        .limit(limit)
        .toList();
  }

  /** Returns the residents of that name, a handful. */
  private static List<String> namesakes(Handle handle, Person person) {
    String wanted = RegisterText.compared(person.name());
    return handle
        .createQuery(BORN_ON)
        .setFetchSize(ROWS_AT_ONCE)
        .bind("birthDate", person.birthDate())
        .reduceRows(
            new ArrayList<>(),
            (found, row) -> {
              if (RegisterText.compared(row.getColumn("name", String.class)).equals(wanted)) {
                found.add(row.getColumn("register_id", String.class));
              }
              return found;
            });
  }

  private static boolean isAt(Person person, Holder holder) {
    return person.municipality().filter(code -> !code.equals(holder.municipality())).isEmpty()
        && person
            .address()
            .map(RegisterText::compared)
            .filter(wanted -> !wanted.equals(RegisterText.compared(holder.address().text())))
            .isEmpty();
  }
}

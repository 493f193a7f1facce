package org.jitsuin.ca.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;

/** Searches of {@code ca.resident} by personal data. */
public final class ResidentSearch {
  /** The index holds all of it: of those born on a day nothing else is read. */
  private static final String BORN_ON =
      """
      SELECT register_id, name FROM ca.resident FORCE INDEX (person)
      WHERE birth_date = :birthDate
      """;

  /** Likewise. */
  private static final String READ_SO =
      """
      SELECT register_id, name_kana, name_romaji FROM ca.resident FORCE INDEX (reading)
      WHERE birth_date = :birthDate
      """;

  private static final int ROWS_AT_ONCE = 1_000;

  private ResidentSearch() {}

  /**
   * The person who is searched for.
   *
   * @param name written as in the resident register
   * @param reading how the name sounds; of name and reading one at least
   * @param municipality of residence; all where empty
   */
  public record Person(
      Optional<String> name,
      NameReading reading,
      BirthDate birthDate,
      Optional<String> address,
      Optional<String> municipality) {
    public Person {
      if (name.isEmpty() && reading.isEmpty()) {
        throw new IllegalArgumentException("nobody is searched for without a name");
      }
    }

    /** Somebody of whom the name is known as it is written. */
    public Person(
        String name, BirthDate birthDate, Optional<String> address, Optional<String> municipality) {
      this(Optional.of(name), NameReading.NONE, birthDate, address, municipality);
    }

    /** The same person, if they live there. */
    public Person in(String code) {
      return new Person(name, reading, birthDate, address, Optional.of(code));
    }

    /** Returns a text without the content, which is personal data. */
    @Override
    public String toString() {
      return "Person";
    }
  }

  /**
   * Returns the register ids of the persons found, in order. Names and addresses are the same
   * whatever the code points that stand for their characters, and readings whatever the kana that
   * stand for their sound, which the database cannot tell: it finds those with the birth date, some
   * thousands at the most.
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
    Optional<List<String>> named =
        person.name().map(name -> bornOn(handle, BORN_ON, person, row -> isNamed(name, row)));
    if (person.reading().isEmpty()) {
      return named.orElseThrow();
    }
    List<String> found = bornOn(handle, READ_SO, person, row -> isRead(person.reading(), row));
    named.ifPresent(found::retainAll);
    return found;
  }

  private static List<String> bornOn(
      Handle handle, String statement, Person person, Predicate<RowView> fits) {
    return handle
        .createQuery(statement)
        .setFetchSize(ROWS_AT_ONCE)
        .bind("birthDate", person.birthDate())
        .reduceRows(
            new ArrayList<>(),
            (found, row) -> {
              if (fits.test(row)) {
                found.add(row.getColumn("register_id", String.class));
              }
              return found;
            });
  }

  private static boolean isNamed(String wanted, RowView row) {
    return RegisterText.compared(row.getColumn("name", String.class))
        .equals(RegisterText.compared(wanted));
  }

  private static boolean isRead(NameReading wanted, RowView row) {
    return new NameReading(
            Optional.ofNullable(row.getColumn("name_kana", String.class)),
            Optional.ofNullable(row.getColumn("name_romaji", String.class)))
        .soundsAs(wanted);
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

package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.ApplicationState;

/**
 * Erases what applications tell of people: in {@code ca.application}, and where entries bind it.
 */
public final class ApplicationErasure {
  private static final int PAGE = 500;

  private ApplicationErasure() {}

  /**
   * An application about somebody.
   *
   * @param extended whether somebody added to what was entered
   */
  public record Found(
      String id,
      ApplicationState state,
      Instant enteredAt,
      boolean extended,
      Optional<Instant> endedAt) {}

  /** Returns the applications about those cards and residents; some dozens each. */
  static List<Found> of(Handle handle, Collection<String> cards, Collection<String> registerIds) {
    // A condition for each index; one for both would use neither.
    return Stream.of(of(handle, "card_id", cards), of(handle, "register_id", registerIds))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private static List<Found> of(Handle handle, String column, Collection<String> values) {
    return values.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                """
                SELECT application_id AS id, state, entered_at,
                  contributed_by IS NOT NULL AS extended, ended_at
                FROM ca.application
                WHERE <column> IN (<values>)
                """)
            .define("column", column)
            .bindList("values", List.copyOf(values))
            .mapTo(Found.class)
            .list();
  }

  /** Returns those that nobody has finished. */
  static List<Found> open(List<Found> applications) {
    return applications.stream().filter(one -> one.state().isOpen()).toList();
  }

  /** Returns the entries that bind what was entered with them, and why they were refused. */
  static List<AuditTable.Row> entries(Handle handle, List<Found> applications) {
    List<AuditTable.Row> entries = new ArrayList<>();
    for (Found one : applications) {
      AuditTable.at(handle, "application-received", one.enteredAt()).stream()
          .filter(row -> row.names("application", one.id()))
          .forEach(entries::add);
      one.endedAt().stream()
          .flatMap(at -> AuditTable.at(handle, "application-refused", at).stream())
          .filter(row -> row.names("application", one.id()))
          .forEach(entries::add);
      if (one.extended()) {
        entries.addAll(extensions(handle, one));
      }
    }
    return entries;
  }

  /** Nobody knows when somebody added: what was added to any while it was open is looked at. */
  private static List<AuditTable.Row> extensions(Handle handle, Found application) {
    List<AuditTable.Row> found = new ArrayList<>();
    List<AuditTable.Dated> page;
    long after = AuditSearch.before(handle, application.enteredAt());
    Predicate<AuditTable.Dated> open =
        one -> application.endedAt().filter(end -> one.at().isAfter(end)).isEmpty();
    do {
      page = AuditTable.page(handle, "application-extended", after, PAGE);
      page.stream()
          .map(AuditTable.Dated::row)
          .filter(row -> row.names("application", application.id()))
          .forEach(found::add);
      after = page.isEmpty() ? after : page.getLast().row().number();
    } while (page.size() == PAGE && open.test(page.getLast()));
    return found;
  }

  /**
   * Erases what came of those that have ended.
   *
   * @return how many there were
   */
  static int erase(Handle handle, Collection<String> ids) {
    return ids.isEmpty()
        ? 0
        : handle
            .createUpdate(
                """
                UPDATE ca.application
                SET reason = NULL, result = NULL, result_cuts = NULL, register_id = NULL
                WHERE application_id IN (<ids>) AND state IN ('refused', 'completed')
                """)
            .bindList("ids", List.copyOf(ids))
            .execute();
  }

  /** Returns those of these applications, with what is needed to find their entries. */
  static List<Found> byId(Handle handle, Collection<String> ids) {
    return of(handle, "application_id", ids);
  }
}

package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.ca.model.ApplicationState;

/**
 * Erases what applications tell of people: in {@code ca.application}, and where entries bind it.
 */
public final class ApplicationErasure {
  private ApplicationErasure() {}

  /** An application about somebody. */
  public record Found(
      String id, ApplicationState state, Instant enteredAt, Optional<Instant> endedAt) {}

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
                SELECT application_id AS id, state, entered_at, ended_at FROM ca.application
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
    }
    return entries;
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

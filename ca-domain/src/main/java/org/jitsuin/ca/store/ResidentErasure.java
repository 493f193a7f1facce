package org.jitsuin.ca.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Erases residents, with what the register told of them and what they applied for. */
public final class ResidentErasure {
  private ResidentErasure() {}

  /** Returns those of these residents who have no card any more. */
  static List<String> withoutCards(Handle handle, Collection<String> registerIds) {
    return registerIds.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                """
                SELECT r.register_id FROM ca.resident r
                WHERE r.register_id IN (<ids>)
                  AND NOT EXISTS (SELECT 1 FROM ca.card k WHERE k.register_id = r.register_id)
                ORDER BY r.register_id
                """)
            .bindList("ids", List.copyOf(registerIds))
            .mapTo(String.class)
            .list();
  }

  /** Returns the entries that bind what the register told of those residents. */
  static List<AuditTable.Row> entries(Handle handle, Collection<EventTable.Recorded> events) {
    List<AuditTable.Row> entries = new ArrayList<>();
    for (EventTable.Recorded event : events) {
      AuditTable.at(handle, "resident-event-recorded", event.recordedAt()).stream()
          .filter(row -> row.names("event", event.eventId()))
          .forEach(entries::add);
    }
    return entries;
  }

  /**
   * What was erased of residents.
   *
   * @param residents themselves
   * @param events what the register told of them
   * @param planned what would have taken effect
   * @param applications what they applied for, without a card
   * @param consents what they consented to
   * @param disclosures what entries bound of all that
   */
  public record Erased(
      int residents, int events, int planned, int applications, int consents, int disclosures) {}

  /** Erases residents who are locked and have no cards. */
  static Erased erase(Handle handle, Collection<String> registerIds) {
    if (registerIds.isEmpty()) {
      return new Erased(0, 0, 0, 0, 0, 0);
    }
    List<EventTable.Recorded> events = EventTable.ofResidents(handle, registerIds);
    List<ApplicationErasure.Found> applications =
        ApplicationErasure.of(handle, List.of(), registerIds);
    List<AuditTable.Row> entries = new ArrayList<>(entries(handle, events));
    entries.addAll(ApplicationErasure.entries(handle, applications));
    int disclosures = DisclosureTable.eraseOf(handle, entries);
    EventTable.erase(handle, events.stream().map(EventTable.Recorded::eventId).toList());
    int ended =
        ApplicationErasure.erase(
            handle, applications.stream().map(ApplicationErasure.Found::id).toList());
    refused(handle, registerIds);
    int consents = ConsentTable.erase(handle, ConsentTable.ofResidents(handle, registerIds));
    int planned = delete(handle, "ca.planned", registerIds);
    int residents = delete(handle, "ca.resident", registerIds);
    return new Erased(residents, events.size(), planned, ended, consents, disclosures);
  }

  /** Held events that were refused tell no more than whom they were about. */
  private static void refused(Handle handle, Collection<String> registerIds) {
    handle
        .createUpdate(
            """
            UPDATE ca.held_event SET register_id = '' WHERE register_id IN (<ids>) AND event IS NULL
            """)
        .bindList("ids", List.copyOf(registerIds))
        .execute();
  }

  private static int delete(Handle handle, String table, Collection<String> registerIds) {
    return handle
        .createUpdate("DELETE FROM <table> WHERE register_id IN (<ids>)")
        .define("table", table)
        .bindList("ids", List.copyOf(registerIds))
        .execute();
  }
}

package org.jitsuin.ca.view;

import java.time.Instant;
import java.util.Map;
import org.jitsuin.ca.json.Absent;

/**
 * The form of an entry of the audit log, for the API's document; the entries themselves are written
 * by {@link org.jitsuin.audit.entry.AuditEntry} alone.
 *
 * @param v the version of the form
 * @param act its kind
 * @param detail members by kind, as {@code docs/audit-format.md} tells them
 */
public record LoggedEntryForm(
    int v, String id, Instant at, ActorForm actor, String act, Map<String, Object> detail) {
  /**
   * Who did it.
   *
   * @param kind {@code staff} or {@code system}
   * @param name of staff, and so {@code role}, {@code certificate} and {@code person}
   * @param component of the system, and so {@code node}
   */
  public record ActorForm(
      String kind,
      @Absent String name,
      @Absent String role,
      @Absent String certificate,
      @Absent String person,
      @Absent String component,
      @Absent String node) {}
}

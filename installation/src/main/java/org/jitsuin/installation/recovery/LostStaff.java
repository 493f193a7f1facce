package org.jitsuin.installation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffState;
import org.jitsuin.ca.store.OpenWorkFall;
import org.jitsuin.ca.store.StaffRoll;
import org.jitsuin.ca.store.StaffTable;

/**
 * Who came among the staff, and who was shut out, as the lost entries tell it: whoever was shut out
 * must not come in again because a backup was put back.
 */
final class LostStaff {
  private final Map<Serial, Registered> registered = new LinkedHashMap<>();
  private final Map<Serial, Standing> states = new LinkedHashMap<>();
  private final Set<Serial> out = new LinkedHashSet<>();
  private boolean incomplete;

  /** What an entry tells of a certificate; no key where it is of an earlier release. */
  private record Registered(
      StaffMember member, Instant notAfter, Optional<Fingerprint> key, boolean passwordKnown) {
    void putBack(Handle handle) {
      StaffTable.insert(handle, member, notAfter, key);
      if (passwordKnown) {
        StaffTable.notePasswordKnown(handle, member.certificate());
      }
    }
  }

  private record Standing(StaffState state, Instant since) {}

  /** Takes the next entry, of whichever kind. */
  void take(String kind, Instant at, JsonNode detail) {
    switch (kind) {
      case "staff-registered" -> register(detail);
      case "staff-blocked" -> put(detail, StaffState.BLOCKED, at);
      case "staff-restored" -> put(detail, StaffState.ACTIVE, at);
      case "staff-withdrawn" ->
          put(
              detail,
              StaffState.byId(detail.path("cause").asText())
                  .filter(state -> state == StaffState.REPLACED)
                  .orElse(StaffState.WITHDRAWN),
              at);
      default -> {
        // Others tell nothing of staff.
      }
    }
  }

  private void register(JsonNode detail) {
    Optional<String> end = text(detail, "notAfter");
    if (end.isEmpty()) {
      // Of before the entry told all of it.
      incomplete = true;
      return;
    }
    StaffMember member =
        new StaffMember(
            detail.path("person").asText(),
            detail.path("name").asText(),
            Role.byId(detail.path("role").asText())
                .orElseThrow(() -> new IllegalArgumentException("there is no such role")),
            text(detail, "municipality"),
            text(detail, "window"),
            Serial.parse(detail.path("serial").asText()));
    registered.put(
        member.certificate(),
        new Registered(
            member,
            Instant.parse(end.get()),
            text(detail, "key").map(LostStaff::fingerprint),
            text(detail, "password").filter(StaffTable.PASSWORD_KNOWN::equals).isPresent()));
  }

  private void put(JsonNode detail, StaffState state, Instant at) {
    detail
        .path("certificates")
        .forEach(text -> {
          Serial serial = Serial.parse(text.asText());
          states.put(serial, new Standing(state, at));
          if (state != StaffState.ACTIVE) {
            out.add(serial);
          }
        });
  }

  private static Fingerprint fingerprint(String text) {
    return Fingerprint.ofDigest(HexFormat.of().parseHex(text));
  }

  private static Optional<String> text(JsonNode detail, String name) {
    return Optional.of(detail.path(name).asText()).filter(text -> !text.isEmpty());
  }

  /** Returns whether somebody was registered of whom an entry does not tell all. */
  boolean isIncomplete() {
    return incomplete;
  }

  /**
   * Writes it all. What somebody had open who was shut out falls again.
   *
   * @return what the audit log is to tell of that
   */
  List<AuditAct> putBack(Handle handle, Mark mark) {
    registered.forEach((serial, one) -> {
      if (!isKnown(handle, serial)) {
        one.putBack(handle);
      }
    });
    states.forEach((serial, standing) ->
        StaffTable.change(handle, List.of(serial), standing.state(), standing.since()));
    return persons(handle).stream()
        .map(person -> StaffRoll.find(handle, person).orElseThrow().seat())
        .flatMap(seat -> new OpenWorkFall(handle, seat, mark).all().stream())
        .toList();
  }

  /** Returns the ids of those who were shut out. */
  private Set<String> persons(Handle handle) {
    Set<String> persons = new TreeSet<>();
    for (Serial serial : out) {
      handle
          .createQuery("SELECT person FROM ca.staff WHERE serial = :serial")
          .bind("serial", serial)
          .mapTo(String.class)
          .findOne()
          .ifPresent(persons::add);
    }
    return persons;
  }

  private static boolean isKnown(Handle handle, Serial serial) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM ca.staff WHERE serial = :serial)")
        .bind("serial", serial)
        .mapTo(Boolean.class)
        .one();
  }
}

package org.jitsuin.ca.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.model.StaffMember;

/**
 * Who did something, as the audit entry names them, and for which office. Null stands for what is
 * absent.
 *
 * @param kind {@code staff} or {@code system}
 * @param municipality of the office whose certificate it was
 */
public record ActorView(
    String kind,
    @Absent String name,
    @Absent String role,
    @Absent String certificate,
    @Absent String person,
    @Absent String municipality,
    @Absent String window,
    @Absent String component,
    @Absent String node) {
  static ActorView of(JsonNode actor, Optional<StaffMember> member) {
    return new ActorView(
        text(actor, "kind"),
        text(actor, "name"),
        text(actor, "role"),
        text(actor, "certificate"),
        text(actor, "person"),
        member.flatMap(StaffMember::municipality).orElse(null),
        member.flatMap(StaffMember::window).orElse(null),
        text(actor, "component"),
        text(actor, "node"));
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).textValue();
  }
}

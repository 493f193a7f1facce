package org.jitsuin.launcher.staff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.record.StaffChangeContent;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A change among the staff as the server tells it. What it would do is what its hash says: that is
 * computed again here, so that nobody approves something else than what they saw.
 *
 * @param proposedBy the person who proposed it
 * @param decidedBy the person who approved or cancelled it
 * @param certificate as PEM, where one came of it
 */
public record Change(
    StaffChangeContent content,
    StaffChangeState state,
    String proposedBy,
    Optional<String> decidedBy,
    Optional<String> certificate) {

  /**
   * Reads a change.
   *
   * @throws SetupFailure if it is none, or its hash is of something else
   */
  public static Change of(JsonNode json) {
    try {
      Change change =
          new Change(
              new StaffChangeContent(
                  text(json, "change").orElseThrow(),
                  text(json, "kind").flatMap(StaffChangeKind::byId).orElseThrow(),
                  new StaffSeat(
                      text(json, "person").orElseThrow(),
                      text(json, "name").orElseThrow(),
                      text(json, "role").flatMap(Role::byId).orElseThrow(),
                      text(json, "municipality"),
                      text(json, "window")),
                  text(json, "key").map(Change::hash),
                  text(json, "reason")),
              text(json, "state").flatMap(StaffChangeState::byId).orElseThrow(),
              text(json, "proposedBy").orElseThrow(),
              text(json, "approvedBy").or(() -> text(json, "cancelledBy")),
              text(json, "certificate"));
      if (!text(json, "content").map(Change::hash).equals(Optional.of(change.content().hash()))) {
        throw new SetupFailure(
            "the change %s is not what its hash says; approve nothing, and look at the server"
                .formatted(change.content().change()));
      }
      return change;
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new SetupFailure("the server told of a change that cannot be read", e);
    }
  }

  private static Optional<String> text(JsonNode json, String member) {
    return Optional.ofNullable(json.path(member).textValue());
  }

  private static Fingerprint hash(String digits) {
    return Fingerprint.ofDigest(HexFormat.of().parseHex(digits));
  }

  /** The id by which it is named. */
  String id() {
    return content.change();
  }

  /** What it would do, in a few words. */
  public String words() {
    return content.kind().id() + " " + content.seat().person();
  }

  /** All that is to be looked at before it is approved, by name. */
  public Map<String, String> facts() {
    StaffSeat seat = content.seat();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("change", id());
    facts.put("person", seat.person());
    facts.put("name", seat.name());
    facts.put("role", seat.role().id());
    String office =
        Stream.of(seat.municipality(), seat.window().map(code -> "window " + code))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    if (!office.isEmpty()) {
      facts.put("office", office);
    }
    content.key().ifPresent(key -> facts.put("key", key.toString()));
    content.reason().ifPresent(reason -> facts.put("reason", reason));
    facts.put("content", content.hash().toString());
    return facts;
  }
}

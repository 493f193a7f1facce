package org.jitsuin.launcher.staff;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffSeat;

/**
 * A wish of how the staff shall change; the key comes besides, where the kind brings one.
 *
 * @param seat what the person shall be, where somebody is registered
 * @param reason in words, where the kind has one
 */
public record Wish(
    StaffChangeKind kind, String person, Optional<StaffSeat> seat, Optional<String> reason) {

  /** The wish that somebody come. */
  public static Wish register(StaffSeat seat) {
    return new Wish(StaffChangeKind.REGISTER, seat.person(), Optional.of(seat), Optional.empty());
  }

  /** The wish that somebody get a new certificate. */
  public static Wish certify(StaffChangeKind kind, String person) {
    return new Wish(kind, person, Optional.empty(), Optional.empty());
  }

  /** The wish that somebody go or come back, for a reason. */
  public static Wish tell(StaffChangeKind kind, String person, String reason) {
    return new Wish(kind, person, Optional.empty(), Optional.of(reason));
  }

  /**
   * The wish as the office API takes it.
   *
   * @param request for the certificate, where the kind brings a key
   */
  ObjectNode json(Optional<String> request) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("kind", kind.id()).put("person", person);
    seat.ifPresent(told -> {
      json.put("name", told.name()).put("role", told.role().id());
      told.municipality().ifPresent(code -> json.put("municipality", code));
      told.window().ifPresent(code -> json.put("window", code));
    });
    request.ifPresent(text -> json.put("request", text));
    reason.ifPresent(text -> json.put("reason", text));
    return json;
  }
}

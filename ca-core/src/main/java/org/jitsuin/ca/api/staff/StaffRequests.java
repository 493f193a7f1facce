package org.jitsuin.ca.api.staff;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.staff.StaffChangeView;
import org.jitsuin.ca.staff.StaffPersonView;
import org.jitsuin.ca.staff.StaffWish;

/** Requests about staff. Components that may be absent are null here only. */
public final class StaffRequests {
  private static final int LONGEST_NAME = 64;
  private static final Set<SignatureScheme> KEYS = SignatureScheme.classical();
  private static final String HASH = "[0-9a-f]{64}";

  private StaffRequests() {}

  /**
   * A change that is proposed. Name, role, municipality and window are told of who is registered;
   * the request is PKCS#10 of who gets a certificate; the reason is told of all others.
   */
  public record ChangeRequest(
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) String person,
      String name,
      String role,
      String municipality,
      String window,
      String request,
      String reason) {

    Outcome<StaffWish> wish() {
      StaffChangeKind asked = Members.choice("kind", kind, StaffChangeKind::ofTwo);
      boolean registers = asked == StaffChangeKind.REGISTER;
      // Who was registered before there were ids may have any.
      String id = registers ? newPerson() : Members.words("person", person);
      Optional<StaffSeat> seat = registers ? Optional.of(seat(id)) : absentSeat();
      if (asked.withKey()) {
        absent("reason", reason);
        return KeyRequest.read(Members.present("request", request), "request", KEYS)
            .map(key -> new StaffWish(asked, id, seat, Optional.of(key), Optional.empty()));
      }
      absent("request", request);
      return Outcome.done(
          new StaffWish(
              asked, id, seat, Optional.empty(), Optional.of(Members.words("reason", reason))));
    }

    private String newPerson() {
      if (!StaffMember.isPerson(Members.present("person", person))) {
        throw Members.invalid(
            "person", "is up to 64 letters, digits, points and hyphens, and no word of the API");
      }
      return person;
    }

    private StaffSeat seat(String id) {
      if (Members.words("name", name).length() > LONGEST_NAME) {
        throw Members.invalid("name", "is up to " + LONGEST_NAME + " characters");
      }
      try {
        StaffSeat seat =
            new StaffSeat(
                id,
                name,
                Members.choice("role", role, Role::byId),
                Optional.ofNullable(municipality),
                Optional.ofNullable(window));
        if (seat.isOfOneOffice()) {
          return seat;
        }
      } catch (IllegalArgumentException _) {
        // Refused as the other is.
      }
      throw Members.invalid(
          "window",
          "and municipality are given for the roles of an office, and for no other; the window's"
              + " code is that of the municipality and four characters");
    }

    private Optional<StaffSeat> absentSeat() {
      absent("name", name);
      absent("role", role);
      absent("municipality", municipality);
      absent("window", window);
      return Optional.empty();
    }

    private static void absent(String member, String value) {
      if (value != null) {
        throw Members.invalid(member, "is not part of a change of this kind");
      }
    }
  }

  /** What the second person has looked at. */
  @Schema(name = "StaffChangeApproval")
  public record ApprovalRequest(@JsonProperty(required = true) String content) {
    Fingerprint fingerprint() {
      if (!Members.present("content", content).matches(HASH)) {
        throw Members.invalid("content", "is 64 hexadecimal digits, as the change has it");
      }
      return Fingerprint.ofDigest(HexFormat.of().parseHex(content));
    }
  }

  /** Why somebody is shut out. */
  public record BlockRequest(@JsonProperty(required = true) String reason) {
    String words() {
      return Members.words("reason", reason);
    }
  }

  /**
   * @param next null where there are no more
   */
  record StaffView(List<StaffPersonView> staff, @Absent String next) {}

  /**
   * @param next null where there are no more
   */
  record ChangesView(List<StaffChangeView> changes, @Absent Long next) {}
}

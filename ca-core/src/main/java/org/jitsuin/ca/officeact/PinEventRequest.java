package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Command.PinAct;

/** An event of a PIN: locked, unlocked or reset; never the PIN itself. */
public record PinEventRequest(
    @JsonProperty(required = true) String pin,
    @JsonProperty(required = true) String what,
    IdentityCheckRequest identityCheck) {

  Command.RecordPin command(String card) {
    return new Command.RecordPin(
        card,
        Members.choice("pin", pin, Authority::byId),
        Members.choice("what", what, PinEventRequest::act),
        IdentityCheckRequest.optional(identityCheck));
  }

  private static Optional<PinAct> act(String id) {
    return Arrays.stream(PinAct.values())
        .filter(act -> act.name().toLowerCase(Locale.ROOT).equals(id))
        .findFirst();
  }
}

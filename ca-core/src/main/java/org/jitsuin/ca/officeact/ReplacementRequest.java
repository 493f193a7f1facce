package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.CardEnd.Cause;

/**
 * A card in the place of another.
 *
 * @param identityCheck how identity was checked; may be missing in an application only
 */
public record ReplacementRequest(
    @JsonProperty(required = true) String cause,
    String notification,
    Integer feeYen,
    Boolean withoutPins,
    IdentityCheckRequest identityCheck) {
  private static final int HIGHEST_FEE = 100_000;

  Command.Replace command(String card, String newCard) {
    int fee = feeYen == null ? 0 : feeYen;
    if (fee < 0 || fee > HIGHEST_FEE) {
      throw Members.invalid("feeYen", "is 0 to " + HIGHEST_FEE);
    }
    if (notification != null && !notification.matches("[A-Za-z0-9-]{1,40}")) {
      throw Members.invalid("notification", "must be 1 to 40 letters, digits or hyphens");
    }
    return new Command.Replace(
        card,
        newCard,
        Members.choice(
            "cause", cause, id -> Cause.byId(id).filter(Command.Replace.CAUSES::contains)),
        Optional.ofNullable(notification),
        fee,
        Members.flag(withoutPins),
        IdentityCheckRequest.needed(identityCheck));
  }
}

package org.jitsuin.ca.officeact;

import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.lifecycle.Command;

/** A card was found again. */
public record LiftRequest(IdentityCheckRequest identityCheck) {
  Command.Lift command(String card) {
    return new Command.Lift(card, Members.present("identityCheck", identityCheck).check());
  }
}

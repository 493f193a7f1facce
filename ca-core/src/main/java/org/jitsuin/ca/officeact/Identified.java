package org.jitsuin.ca.officeact;

import java.util.Map;
import java.util.Optional;
import org.jitsuin.ca.application.Material;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.Command.PinAct;
import org.jitsuin.ca.lifecycle.IdentityRules;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;

/** Finds out whom an act says to have been identified, for the second person who looks at it. */
final class Identified {
  private Identified() {}

  /** Whoever was identified, if the check suffices for a card or a certificate. */
  static Outcome<Material> sufficiently(IdentityCheck check) {
    return IdentityRules.insufficient(check)
        .<Outcome<Material>>map(Outcome.Refused::new)
        .orElseGet(() -> Outcome.done(new Material(Map.of(), Optional.of(check))));
  }

  /** Whoever was identified for an act upon a card. */
  static Outcome<Material> by(Command command) {
    return switch (command) {
      case Command.Replace asked -> sufficiently(asked.check());
      case Command.Lift asked -> Outcome.done(new Material(Map.of(), Optional.of(asked.check())));
      case Command.RecordPin asked when asked.act() != PinAct.LOCKED && asked.check().isEmpty() ->
          Outcome.refused(RefusalCode.IDENTITY_CHECK_NEEDED);
      case Command.RecordPin asked -> Outcome.done(new Material(Map.of(), asked.check()));
      default -> Outcome.done(Material.NONE);
    };
  }
}

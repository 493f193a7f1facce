package org.jitsuin.bench.environment;

import java.util.Optional;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.lifecycle.Policy.LiftOfSignature;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;

/** The policies by which the server decides where nothing else is configured. */
public final class Policies {
  public static final Policy DEFAULT =
      new Policy(
          new ValidityRules(LeapDayRule.FEBRUARY_28), LiftOfSignature.RESTORED, Optional.empty());

  private Policies() {}
}

package org.jitsuin.ca.officeact;

import java.time.InstantSource;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.store.Answered;

/**
 * Registers cards with their holders; an application for it is complete from the beginning, but for
 * the check of identity.
 */
record RegistrationHandler(RegisterCard registerCard, InstantSource clock) implements ActHandler {
  @Override
  public String deferrable() {
    return "{" + IdentityCheckRequest.EXAMPLE + "}";
  }

  @Override
  public Act read(byte[] content) {
    RegisterCard.Application application =
        Json.read(content, CardRequest.class).application(JapanTime.date(clock.instant()));
    return new Act(
        call -> registerCard.register(call.caller(), call.id(), application).map(Answered::answer),
        () -> Identified.sufficiently(application.check()));
  }
}

package org.jitsuin.sandbox.provider;

import java.time.Instant;
import org.jitsuin.sandbox.login.PartyRequest;
import org.jitsuin.sandbox.person.Holder;

/**
 * What a holder let a party have.
 *
 * @param at when the holder came
 */
public record Grant(PartyRequest request, Holder holder, Instant at) {
  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "Grant[" + request.client().id() + "]";
  }
}

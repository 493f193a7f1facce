package org.jitsuin.ca.validity;

import java.time.LocalDate;

/** The last day on which a card or a certificate is valid, with the rule that set it. */
public record Ending(LocalDate on, Because because) {
  /** The earlier of two ends; the first one where both are on one day. */
  Ending orEarlier(LocalDate other, Because why) {
    return other.isBefore(on) ? new Ending(other, why) : this;
  }
}

package org.jitsuin.ca.residentevent;

import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** Thrown where a sender lost the right to send while they were at it; nothing is taken in. */
final class SenderShutOut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SenderShutOut() {
    super("the sender was shut out meanwhile", null, false, false);
  }

  static Refusal refusal() {
    return Refusal.of(RefusalCode.STAFF_UNKNOWN);
  }
}

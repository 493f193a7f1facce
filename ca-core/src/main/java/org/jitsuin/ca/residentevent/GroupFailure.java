package org.jitsuin.ca.residentevent;

import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** Classifies why several things that are done together could not be done. */
final class GroupFailure {
  private GroupFailure() {}

  /**
   * Returns whether the failure has nothing to do with what should be done: then it is not tried in
   * parts.
   */
  static boolean mayPass(RuntimeException thrown) {
    return thrown instanceof SenderShutOut
        || (thrown instanceof Fault fault
            && (fault.stopsAll() || fault.code() == FaultCode.DATABASE_CONFLICT));
  }

  /** Returns a text for the log: no message but one of ours, which contains no personal data. */
  static String told(RuntimeException thrown) {
    return thrown instanceof Fault fault
        ? fault.code() + ", " + fault.getMessage()
        : thrown.getClass().getSimpleName();
  }

  /** Returns the refusal of an event that could not be processed even alone. */
  static Refusal refusal(RuntimeException thrown) {
    boolean refused = thrown instanceof Fault fault && fault.code() == FaultCode.DATABASE_REFUSED;
    return Refusal.of(refused ? RefusalCode.VALUE_NOT_STORED : RefusalCode.EVENT_BROKEN);
  }
}

package org.jitsuin.ca.log;

import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * Closed from the start of a server until its database was compared with what was signed from it:
 * before, nobody knows whether an older state was put back.
 */
public final class LogGate {
  private volatile boolean open;
  private volatile Optional<Fault> obstacle = Optional.empty();

  void open() {
    open = true;
  }

  /** Notes why the database was not compared. */
  void obstructed(Fault fault) {
    obstacle = Optional.of(fault);
  }

  /**
   * Returns once it is open.
   *
   * @throws Fault RECOVERY_NEEDED where it is an older state, else DATABASE_UNAVAILABLE, as long as
   *     it is closed
   */
  public void require() {
    if (!open) {
      throw obstacle
          .filter(fault -> fault.code() == FaultCode.RECOVERY_NEEDED)
          .orElseGet(this::notCompared);
    }
  }

  private Fault notCompared() {
    return new Fault(
        FaultCode.DATABASE_UNAVAILABLE,
        "the database has not been compared with the signed audit log yet"
            + obstacle.map(fault -> ": " + fault.getMessage()).orElse(""));
  }
}

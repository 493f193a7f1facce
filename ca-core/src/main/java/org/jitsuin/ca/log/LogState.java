package org.jitsuin.ca.log;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * The state of a server's copy of the audit log.
 *
 * @param size how many entries it has, signed
 * @param at when that was so for the last time
 * @param fault what stands in the way, if something does
 */
public record LogState(long size, Instant at, Optional<Fault> fault) {
  static final LogState BEGINNING = new LogState(0, Instant.EPOCH, Optional.empty());

  /** Returns whether what was signed and what is in the database contradict each other. */
  public boolean isContradicted() {
    return fault.filter(f -> f.code() == FaultCode.INTEGRITY_VIOLATED).isPresent();
  }
}

package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.model.Mark;

/**
 * Events of one class of one source that are held until two people have decided.
 *
 * @param number in the order in which holds were opened
 * @param source the id of who reports, or the drop directory's
 * @param reportedBy the name in the credential
 * @param limit of the hour, which was passed
 * @param proposal what somebody wants, or two people decided; empty where nobody proposed anything
 * @param approved by whom it was decided, if it was
 * @param ended when all of it was carried out, if it was
 */
public record EventHold(
    long number,
    String id,
    String source,
    String reportedBy,
    EventClass events,
    HoldState state,
    Instant openedAt,
    long limit,
    Counts counts,
    Optional<Proposal> proposal,
    Optional<Mark> approved,
    Optional<Instant> ended) {

  /**
   * How many events.
   *
   * @param held ever
   * @param applied of these
   * @param refused of these
   */
  public record Counts(long held, long applied, long refused) {
    /** Returns how many wait. */
    public long waiting() {
      return held - applied - refused;
    }
  }

  /** A decision that waits for a second person, or has one. */
  public record Proposal(HoldDecision decision, String reason, Mark mark) {}
}

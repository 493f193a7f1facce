package org.jitsuin.ca.eventhold;

import java.time.Instant;
import java.util.Map;
import org.jitsuin.ca.brake.EventClass;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.brake.HoldState;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.store.EventHold;
import org.jitsuin.ca.store.EventHold.Proposal;

/**
 * A hold. Components that are absent are null here and nowhere else.
 *
 * @param source the id of who reports
 * @param reportedBy the name in the credential
 * @param events the class
 * @param limit of the hour, which was passed
 * @param waiting how many of those held are neither applied nor refused
 * @param kinds how many wait, by kind; where one hold was asked for
 * @param municipalities how many wait, by the resident's municipality; likewise
 */
public record EventHoldView(
    String hold,
    @OneOf(HoldState.class) String state,
    String source,
    String reportedBy,
    @OneOf(EventClass.class) String events,
    Instant openedAt,
    long limit,
    long held,
    long applied,
    long refused,
    long waiting,
    @Absent Map<String, Long> kinds,
    @Absent Map<String, Long> municipalities,
    @Absent @OneOf(HoldDecision.class) String decision,
    @Absent String reason,
    @Absent String proposedBy,
    @Absent Instant proposedAt,
    @Absent String approvedBy,
    @Absent Instant approvedAt,
    @Absent Instant endedAt) {
  public static EventHoldView of(EventHold hold) {
    return of(hold, null, null);
  }

  public static EventHoldView of(EventHolds.Content content) {
    return of(content.hold(), content.kinds(), content.municipalities());
  }

  private static EventHoldView of(
      EventHold hold, Map<String, Long> kinds, Map<String, Long> municipalities) {
    return new EventHoldView(
        hold.id(),
        hold.state().id(),
        hold.source(),
        hold.reportedBy(),
        hold.events().id(),
        hold.openedAt(),
        hold.limit(),
        hold.counts().held(),
        hold.counts().applied(),
        hold.counts().refused(),
        hold.counts().waiting(),
        kinds,
        municipalities,
        hold.proposal().map(one -> one.decision().id()).orElse(null),
        hold.proposal().map(Proposal::reason).orElse(null),
        hold.proposal().map(one -> one.mark().by()).orElse(null),
        hold.proposal().map(one -> one.mark().at()).orElse(null),
        hold.approved().map(Mark::by).orElse(null),
        hold.approved().map(Mark::at).orElse(null),
        hold.ended().orElse(null));
  }
}

package org.jitsuin.ca.api.eventhold;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jitsuin.ca.brake.HoldDecision;
import org.jitsuin.ca.eventhold.EventHoldView;
import org.jitsuin.ca.eventhold.EventHolds;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.Members;

/** Requests and answers about holds. Components that may be absent are null here only. */
public final class HoldRequests {
  private HoldRequests() {}

  /** A decision that somebody wants, with why. */
  public record ReasonRequest(@JsonProperty(required = true) String reason) {
    String words() {
      return Members.words("reason", reason);
    }
  }

  /** The decision that somebody agrees to: {@code release} or {@code rejection}. */
  @Schema(name = "EventHoldApproval")
  public record ApprovalRequest(@JsonProperty(required = true) String decision) {
    HoldDecision agreed() {
      return Members.choice("decision", decision, HoldDecision::byId);
    }
  }

  /** A page of holds. */
  @Schema(name = "EventHolds")
  record HoldsView(List<EventHoldView> holds, @Absent Long next) {}

  /** All breakers. */
  record BreakersView(List<BreakerView> breakers) {}

  /** A breaker in this hour; the hold is null where none is open. */
  record BreakerView(
      String source, String events, long counted, long usual, long limit, @Absent String hold) {
    static BreakerView of(EventHolds.Breaker breaker) {
      return new BreakerView(
          breaker.source(),
          breaker.events().id(),
          breaker.counted(),
          breaker.usual(),
          breaker.limit(),
          breaker.hold().orElse(null));
    }
  }
}

package org.jitsuin.ca.api.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.model.BatchProgress;
import org.jitsuin.ca.residentevent.EventView;

/** The answers to resident events. Components that are absent are null here and nowhere else. */
final class EventViews {
  private EventViews() {}

  /**
   * A line of a batch that was taken in, as {@link EventLines} writes it: the answer to the event
   * with two members in front.
   *
   * @param status {@code done}, {@code repeated} or {@code held}
   */
  record TakenLine(long line, String status, @JsonUnwrapped EventView event) {}

  /** A line of a batch that was refused, or before which the batch was stopped. */
  record RefusedLine(
      long line,
      @Absent String event,
      String status,
      String code,
      String detail,
      String detailJa) {}

  /**
   * The progress of a batch of resident events.
   *
   * @param lines from the first on, those refused included
   */
  record BatchView(String batch, long lines, long refused, Instant updatedAt) {
    static BatchView of(String key, BatchProgress progress) {
      return new BatchView(key, progress.lines(), progress.refused(), progress.updatedAt());
    }
  }
}

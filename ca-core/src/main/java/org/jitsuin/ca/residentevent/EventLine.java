package org.jitsuin.ca.residentevent;

import java.util.Optional;
import java.util.OptionalLong;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;

/**
 * A line of a batch.
 *
 * @param number of the line in the batch; the first is 1
 */
public record EventLine(long number, Content content) {
  /** What stands in it. */
  public sealed interface Content {
    /** An event. */
    record Event(ResidentEvent event) implements Content {}

    /**
     * Something else, or an event that is not as it must be.
     *
     * @param event its id, as far as it can be read
     */
    record Unreadable(Optional<String> event, Refusal refusal) implements Content {}
  }

  Optional<String> eventId() {
    return switch (content) {
      case Content.Event(ResidentEvent event) -> Optional.of(event.id());
      case Content.Unreadable(Optional<String> id, _) -> id;
    };
  }

  /**
   * How a line ended.
   *
   * @param outcome where it was done, with the answer
   */
  public record Result(long number, Optional<String> event, Outcome<Bytes> outcome) {}

  /** How lines and results are written down. No method throws for whatever stands in a line. */
  public interface Format {
    Content read(byte[] line);

    /** How many lines a line says are before it, where it is the last one of a dropped file. */
    OptionalLong end(Bytes line);

    /** With the line end. */
    byte[] write(Result result);
  }
}

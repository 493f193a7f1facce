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
  /** The content of a line. */
  public sealed interface Content {
    /** The line is an event. */
    record Event(ResidentEvent event) implements Content {}

    /**
     * The line is something else, or a malformed event.
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
   * The result of a line.
   *
   * @param outcome where it was done, with the answer
   * @param held whether what was done is that the event is held
   */
  public record Result(long number, Optional<String> event, Outcome<Bytes> outcome, boolean held) {}

  /** The format of lines and results. No method throws for whatever stands in a line. */
  public interface Format {
    Content read(byte[] line);

    /**
     * Returns how many lines a line says are before it, where it is the last one of a dropped file.
     */
    OptionalLong end(Bytes line);

    /** Writes a result with the line end. */
    byte[] write(Result result);
  }
}

package org.jitsuin.ca.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.event.EventViews.RefusedLine;
import org.jitsuin.ca.api.http.Problem;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.residentevent.EventLine;
import org.jitsuin.ca.residentevent.EventLine.Content;
import org.jitsuin.ca.residentevent.EventLine.Result;
import org.jitsuin.ca.residentevent.StreamEvents;

/** Batches as newline-delimited JSON: an event a line, and a result a line. */
public final class EventLines implements EventLine.Format {
  @Override
  public Content read(byte[] line) {
    Optional<String> event = Optional.empty();
    try {
      EventRequest request = Json.read(line, EventRequest.class);
      event = request.eventId();
      return new Content.Event(request.residentEvent());
    } catch (RequestRefused e) {
      return new Content.Unreadable(event, e.refusal());
    }
  }

  /**
   * The last line of a dropped file.
   *
   * @param end how many lines are before it
   */
  private record EndLine(@JsonProperty(required = true) Long end) {}

  @Override
  public OptionalLong end(Bytes line) {
    try {
      Long end = Json.read(line.bytes(), EndLine.class).end();
      return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    } catch (RequestRefused e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public byte[] write(Result result) {
    return switch (result.outcome()) {
      case Outcome.Done<Bytes>(Bytes answer) ->
          spliced(result.number(), result.held() ? "held" : "done", answer);
      case Outcome.Repeated<Bytes>(Bytes answer) -> spliced(result.number(), "repeated", answer);
      case Outcome.Refused<Bytes>(Refusal refusal) ->
          problem(result.number(), result.event(), "refused", Problem.of(refusal));
    };
  }

  /**
   * Says that nothing more is taken in, with the line end.
   *
   * @param ended not complete
   */
  byte[] stopped(StreamEvents.Ended ended) {
    Problem problem = ended.why().map(Problem::of).orElseGet(Problem::unavailable);
    return problem(ended.next(), Optional.empty(), "stopped", problem);
  }

  /** The answer, an object that is never empty, with two members in front. */
  private static byte[] spliced(long number, String status, Bytes answer) {
    byte[] front =
        String.format(Locale.ROOT, "{\"line\":%d,\"status\":\"%s\",", number, status)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] object = answer.bytes();
    byte[] line = new byte[front.length + object.length];
    System.arraycopy(front, 0, line, 0, front.length);
    System.arraycopy(object, 1, line, front.length, object.length - 1);
    line[line.length - 1] = '\n';
    return line;
  }

  private static byte[] problem(
      long number, Optional<String> event, String status, Problem problem) {
    RefusedLine line =
        new RefusedLine(
            number,
            event.orElse(null),
            status,
            problem.code(),
            problem.detail(),
            problem.detailJa());
    byte[] object = Json.write(line).bytes();
    byte[] ended = Arrays.copyOf(object, object.length + 1);
    ended[object.length] = '\n';
    return ended;
  }
}

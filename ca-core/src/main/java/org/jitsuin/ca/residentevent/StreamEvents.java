package org.jitsuin.ca.residentevent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.residentevent.ApplyEventBatch.Sending;
import org.jitsuin.ca.residentevent.EventLine.Content;
import org.jitsuin.ca.residentevent.LineReader.Read;

/**
 * Takes in a batch from a stream and answers each line as soon as it is durable, in constant
 * memory: nothing more is read before the answers to what was read are written.
 */
public final class StreamEvents {
  /** Octets of a line, without the line feed. */
  public static final int LONGEST_LINE = 16_384;

  private static final int CHUNK_LINES = 500;
  private static final int CHUNK_OCTETS = 131_072;

  /** The time for which a chunk waits for a slow sender's next line. */
  private static final Duration LINGER = Duration.ofMillis(100);

  private final ApplyEventBatch applyEventBatch;
  private final EventLine.Format format;
  private final InstantSource clock;
  private final Limits limits;

  /**
   * The limits of one sending.
   *
   * @param lines at the most
   * @param idle how long nothing may come
   * @param duration after which nothing more is read
   */
  public record Limits(long lines, Duration idle, Duration duration) {}

  /**
   * The end of a sending.
   *
   * @param next the number of the first line that was not taken in
   * @param complete whether all that was sent was taken in
   * @param why it is not; empty where the authority cannot take in anything at the moment
   */
  public record Ended(long next, boolean complete, Optional<Refusal> why) {}

  public StreamEvents(
      ApplyEventBatch applyEventBatch,
      EventLine.Format format,
      InstantSource clock,
      Limits limits) {
    this.applyEventBatch = applyEventBatch;
    this.format = format;
    this.clock = clock;
    this.limits = limits;
  }

  public Limits limits() {
    return limits;
  }

  EventLine.Format format() {
    return format;
  }

  /**
   * Takes in what comes until it ends.
   *
   * @param from the number of the first line that comes
   * @param in as {@link LineReader} wants it
   * @throws IOException if a stream breaks off; what was answered stays
   */
  public Ended run(Sending sending, long from, InputStream in, OutputStream out)
      throws IOException {
    Instant deadline = clock.instant().plus(limits.duration());
    LineReader reader = new LineReader(in, LONGEST_LINE);
    long next = from;
    while (true) {
      Chunk chunk = read(reader, next, from + limits.lines());
      try {
        if (!chunk.lines().isEmpty() && !answer(sending, chunk.lines(), out)) {
          return new Ended(next, false, Optional.empty());
        }
      } catch (SenderShutOut _) {
        return new Ended(next, false, Optional.of(SenderShutOut.refusal()));
      }
      next += chunk.lines().size();
      if (chunk.last()) {
        return new Ended(next, true, Optional.empty());
      }
      Optional<String> stop =
          clock.instant().isAfter(deadline)
              ? Optional.of("it has taken " + limits.duration())
              : chunk.stop();
      if (stop.isPresent()) {
        return new Ended(
            next, false, Optional.of(new Refusal(RefusalCode.BATCH_STOPPED, stop.get())));
      }
    }
  }

  /**
   * A chunk of lines that are processed together.
   *
   * @param last whether none comes after them
   * @param stop why no more is read
   */
  private record Chunk(List<EventLine> lines, boolean last, Optional<String> stop) {}

  private Chunk read(LineReader reader, long first, long end) throws IOException {
    List<EventLine> lines = new ArrayList<>();
    int octets = 0;
    while (lines.size() < CHUNK_LINES && octets < CHUNK_OCTETS) {
      Read read = reader.next(lines.isEmpty() ? limits.idle() : LINGER);
      if (read instanceof Read.End) {
        return new Chunk(lines, true, Optional.empty());
      }
      if (first + lines.size() == end && !(read instanceof Read.Nothing)) {
        return new Chunk(
            lines, false, Optional.of("one request has " + limits.lines() + " lines at the most"));
      }
      switch (read) {
        case Read.Line(Bytes octetsOfLine) -> {
          byte[] line = octetsOfLine.bytes();
          lines.add(new EventLine(first + lines.size(), format.read(line)));
          octets += line.length;
        }
        case Read.TooLong() -> lines.add(new EventLine(first + lines.size(), tooLong()));
        case Read.Nothing() -> {
          boolean idle = lines.isEmpty();
          return new Chunk(
              lines,
              false,
              idle ? Optional.of("no line was received for " + limits.idle()) : Optional.empty());
        }
        case Read.End() -> throw new IllegalStateException("seen above");
      }
    }
    return new Chunk(lines, false, Optional.empty());
  }

  private static Content tooLong() {
    return new Content.Unreadable(
        Optional.empty(),
        new Refusal(
            RefusalCode.REQUEST_INVALID, "the line is longer than " + LONGEST_LINE + " octets"));
  }

  /** Answers lines; returns false where the authority cannot process anything at the moment. */
  private boolean answer(Sending sending, List<EventLine> lines, OutputStream out)
      throws IOException {
    List<EventLine.Result> results;
    try {
      results = applyEventBatch.take(sending, lines);
    } catch (Fault e) {
      CaLog.LOG.requestFailed(e.code(), e.getMessage());
      return false;
    }
    for (EventLine.Result result : results) {
      out.write(format.write(result));
    }
    out.flush();
    return true;
  }
}

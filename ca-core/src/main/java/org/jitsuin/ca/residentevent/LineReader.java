package org.jitsuin.ca.residentevent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jitsuin.base.model.Bytes;

/**
 * Reads lines of a limited length from a stream of any length, whose {@code available} is 0 only
 * while a read would block: at its end it is not. A line ends with a line feed; the last may do
 * without.
 */
final class LineReader {
  private static final int BUFFER = 65_536;
  private static final Duration STEP = Duration.ofMillis(5);

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private int position;
  private int limit;
  private boolean tooLong;
  private boolean over;

  /**
   * @param longest octets of a line, without the line feed
   */
  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The result of a read. */
  sealed interface Read {
    /** A line without its line feed. */
    record Line(Bytes octets) implements Read {}

    /** A line that is longer than allowed, and was skipped. */
    record TooLong() implements Read {}

    /** There is nothing more at the moment. */
    record Nothing() implements Read {}

    /** There is nothing more at all. */
    record End() implements Read {}
  }

  /**
   * The next line, if it comes in time.
   *
   * @param patience how long to wait for each further piece of it; no line is lost if it is not
   *     complete by then
   * @throws IOException if the stream breaks off: what came of the last line is none
   */
  Read next(Duration patience) throws IOException {
    while (true) {
      for (int i = position; i < limit; i++) {
        if (buffer[i] == '\n') {
          keep(i);
          position = i + 1;
          return complete();
        }
      }
      keep(limit);
      position = limit;
      if (over) {
        return begun.size() == 0 && !tooLong ? new Read.End() : complete();
      }
      if (!arrives(patience)) {
        return new Read.Nothing();
      }
      position = 0;
      limit = in.read(buffer);
      if (limit < 0) {
        limit = 0;
        over = true;
      }
    }
  }

  private void keep(int end) {
    if (begun.size() + end - position > longest) {
      tooLong = true;
      begun.reset();
    }
    if (!tooLong) {
      begun.write(buffer, position, end - position);
    }
  }

  private Read complete() {
    Read read = tooLong ? new Read.TooLong() : new Read.Line(Bytes.of(begun.toByteArray()));
    begun.reset();
    tooLong = false;
    return read;
  }

  /** Returns whether a read would not block. */
  private boolean arrives(Duration patience) throws IOException {
    for (long steps = patience.dividedBy(STEP); steps >= 0; steps--) {
      if (in.available() != 0) {
        return true;
      }
      if (steps > 0) {
        pause();
      }
    }
    return false;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a line", e);
    }
  }
}

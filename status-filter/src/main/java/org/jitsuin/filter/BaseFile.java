package org.jitsuin.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * The statuses of all certificates of an authority that were issued until a moment, as they were
 * then.
 */
public final class BaseFile {
  /** What the file begins with. */
  public static final String MAGIC = "JSF1BASE";

  /** The octets that a block takes in the table, so that no count makes more than there is. */
  private static final int TABLE_ROW = 20;

  private final long feedNumber;
  private final long until;
  private final Generations keys = new Generations();
  private final List<Spans> spans = new ArrayList<>();

  private BaseFile(Input input, byte[] octets) throws MalformedFilterException {
    input.expect(MAGIC);
    feedNumber = input.number64();
    until = input.number64();
    int generations = input.octet();
    List<long[]> lengths = new ArrayList<>();
    for (int i = 0; i < generations; i++) {
      keys.read(input);
      long count = input.number32();
      if (count > input.remaining() / TABLE_ROW) {
        throw new MalformedFilterException("it ends too early");
      }
      Spans table = new Spans((int) count);
      lengths.add(table.readTable(input));
      spans.add(table);
    }
    for (int i = 0; i < generations; i++) {
      spans.get(i).readBlocks(input, octets, lengths.get(i));
    }
    input.expectEnd();
  }

  /**
   * Reads a file.
   *
   * @param octets not changed any more from then on
   * @throws MalformedFilterException if it is none
   */
  public static BaseFile parse(byte[] octets) throws MalformedFilterException {
    return new BaseFile(new Input(octets), octets);
  }

  /** Returns the number of the last row of the feed that is in it. */
  public long feedNumber() {
    return feedNumber;
  }

  /** Returns until when serial numbers are in it, in milliseconds from 1970. */
  public long until() {
    return until;
  }

  /** Returns how many key generations it tells of. */
  public int generations() {
    return keys.size();
  }

  /**
   * Returns the SHA-256 of a generation's SubjectPublicKeyInfo.
   *
   * @param generation as for {@link #status}
   */
  public Sha256 key(int generation) {
    return keys.key(generation);
  }

  /**
   * Returns what it says of a serial number.
   *
   * @param generation counted from 0, as they stand in the file
   * @param high the upper 64 bits of the serial number
   * @param low its lower ones
   */
  public FilterStatus status(int generation, long high, long low) {
    return spans.get(generation).status(high, low);
  }

  /** The blocks of a key generation, in the order of time. */
  private static final class Spans {
    private final long[] from;
    private final long[] to;
    private final Block[] blocks;

    Spans(int count) {
      from = new long[count];
      to = new long[count];
      blocks = new Block[count];
    }

    long[] readTable(Input input) throws MalformedFilterException {
      long[] lengths = new long[from.length];
      long last = 0;
      for (int i = 0; i < from.length; i++) {
        from[i] = input.number64();
        to[i] = input.number64();
        lengths[i] = input.number32();
        if (from[i] < last || to[i] <= from[i]) {
          throw new MalformedFilterException("spans are not in ascending order");
        }
        last = to[i];
      }
      return lengths;
    }

    void readBlocks(Input input, byte[] octets, long[] lengths) throws MalformedFilterException {
      for (int i = 0; i < blocks.length; i++) {
        int begin = input.position();
        blocks[i] = new Block(input, octets);
        if (input.position() - begin != lengths[i]) {
          throw new MalformedFilterException("a block of another length");
        }
      }
    }

    FilterStatus status(long high, long low) {
      long millis = SerialNumber.millis(high);
      int at = 0;
      int end = from.length;
      // The last block that begins no later.
      while (at < end) {
        int middle = (at + end) >>> 1;
        if (from[middle] <= millis) {
          at = middle + 1;
        } else {
          end = middle;
        }
      }
      return at > 0 && millis < to[at - 1] ? blocks[at - 1].status(high, low) : FilterStatus.GOOD;
    }
  }
}

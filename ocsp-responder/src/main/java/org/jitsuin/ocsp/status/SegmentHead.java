package org.jitsuin.ocsp.status;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The head of a segment in a snapshot.
 *
 * @param issuerNumber whose table it is of
 * @param wide whether of the one of wide numbers
 * @param depth how many bits all hashes have in common
 * @param prefix these bits
 * @param capacity the number of slots
 * @param size how many of them are taken
 */
record SegmentHead(int issuerNumber, boolean wide, int depth, int prefix, int capacity, int size) {
  static final int OCTETS = 16;

  /** Stands before each, and not before the end. */
  private static final byte SEGMENT = 1;

  static SegmentHead of(int issuerNumber, TableSegment segment) {
    return new SegmentHead(
        issuerNumber,
        segment.isWide(),
        segment.depth(),
        segment.prefix(),
        segment.capacity(),
        segment.size());
  }

  ByteBuffer octets() {
    return ByteBuffer.allocate(OCTETS)
        .put(SEGMENT)
        .put((byte) issuerNumber)
        .put((byte) (wide ? 1 : 0))
        .put((byte) depth)
        .putInt(prefix)
        .putInt(capacity)
        .putInt(size)
        .flip();
  }

  /**
   * Reads one.
   *
   * @throws IOException if there cannot be such a segment
   */
  static SegmentHead read(ByteBuffer in) throws IOException {
    byte kind = in.get();
    int issuerNumber = Byte.toUnsignedInt(in.get());
    byte width = in.get();
    SegmentHead head =
        new SegmentHead(issuerNumber, width == 1, in.get(), in.getInt(), in.getInt(), in.getInt());
    if (kind != SEGMENT || width < 0 || width > 1 || !head.isPossible()) {
      throw new IOException("a segment that cannot be");
    }
    return head;
  }

  private boolean isPossible() {
    return depth >= 0
        && depth <= TableSegment.DEEPEST
        && prefix >= 0
        && prefix < 1 << depth
        && capacity >= TableSegment.SMALLEST
        && capacity <= TableSegment.LARGEST
        && size >= 0
        && TableSegment.fits(size, capacity);
  }

  /** The octets of the slots. */
  long slotOctets() {
    return Slots.octets(wide, capacity);
  }

  /** The position in its table where the next segment begins. */
  int end() {
    return SerialTable.end(depth, prefix);
  }

  /** A segment as it says, whose slots are still to be read. */
  TableSegment allocate() {
    return TableSegment.empty(wide, depth, prefix, capacity);
  }
}

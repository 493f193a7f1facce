package org.jitsuin.ocsp.status;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The statuses of all serial numbers of one issuer, in {@link TableSegment}s by the first bits of
 * their hashes (extendible hashing): a segment that has become too large is replaced by two, so
 * that there is never more to be copied at once than one segment, however many there are.
 *
 * <p>As in a segment, a reader that is not synchronised with the writer sees something wrong or has
 * an exception, and {@link StatusIndex} sees to it.
 */
final class SerialTable implements AutoCloseable {
  /** One beyond the last position; positions are hashes by their first 24 bits. */
  static final int END = 1 << TableSegment.DEEPEST;

  private final boolean wide;
  private Directory directory;
  private long size;

  /**
   * Finds segments. All that a reader follows is final, so that it is whole for one that is not
   * synchronised as well.
   */
  private static final class Directory {
    private final int depth;
    private final TableSegment[] segments;

    private Directory(int depth, TableSegment[] segments) {
      this.depth = depth;
      this.segments = segments;
    }

    private TableSegment segment(long hash) {
      return segments[(int) (hash >>> 1 >>> (Long.SIZE - 1 - depth))];
    }

    private TableSegment at(int position) {
      return segments[position >>> (TableSegment.DEEPEST - depth)];
    }

    private void set(TableSegment segment) {
      int shift = depth - segment.depth();
      int from = segment.prefix() << shift;
      Arrays.fill(segments, from, from + (1 << shift), segment);
    }

    private Directory deepened(int wanted) {
      TableSegment[] more = new TableSegment[1 << wanted];
      Arrays.setAll(more, i -> segments[i >>> (wanted - depth)]);
      return new Directory(wanted, more);
    }
  }

  private SerialTable(boolean wide, Directory directory) {
    this.wide = wide;
    this.directory = directory;
  }

  /**
   * @param wide whether it takes numbers of more than 128 bits; others it takes in any case
   */
  static SerialTable empty(boolean wide) {
    TableSegment[] nothing = {TableSegment.nothing(wide)};
    return new SerialTable(wide, new Directory(0, nothing));
  }

  /**
   * A table of segments that were read from a snapshot.
   *
   * @param segments in the order of their hashes
   * @throws IllegalArgumentException if they do not hold all hashes, each once
   */
  static SerialTable of(boolean wide, List<TableSegment> segments) {
    int depth = segments.stream().mapToInt(TableSegment::depth).max().orElse(0);
    SerialTable table = new SerialTable(wide, new Directory(depth, new TableSegment[1 << depth]));
    int position = 0;
    for (TableSegment segment : segments) {
      if (segment.isWide() != wide || position != begin(segment)) {
        throw new IllegalArgumentException("a segment that does not follow the one before it");
      }
      table.directory.set(segment);
      table.size += segment.size();
      position = end(segment.depth(), segment.prefix());
    }
    if (position != END) {
      throw new IllegalArgumentException("a segment is missing");
    }
    return table;
  }

  private static int begin(TableSegment segment) {
    return segment.prefix() << (TableSegment.DEEPEST - segment.depth());
  }

  /** The position after a segment, where the next one begins. */
  static int end(int depth, int prefix) {
    return (prefix + 1) << (TableSegment.DEEPEST - depth);
  }

  boolean isWide() {
    return wide;
  }

  /** The number of certificates. */
  long size() {
    return size;
  }

  /** The segment that holds that position, from 0 up to {@link #END}. */
  TableSegment at(int position) {
    return directory.at(position);
  }

  /** All segments in the order of their hashes. */
  Stream<TableSegment> segments() {
    return Arrays.stream(directory.segments).distinct();
  }

  /** The octets that the segments take outside the heap. */
  long octets() {
    return segments().mapToLong(segment -> segment.memory().byteSize()).sum();
  }

  /** The segments that have not enough room for those numbers, and how many each is to take. */
  Map<TableSegment, Integer> tooNarrowFor(List<SerialKey> keys) {
    Map<TableSegment, Integer> more = new HashMap<>();
    for (SerialKey key : keys) {
      more.merge(segment(key), 1, Integer::sum);
    }
    more.entrySet().removeIf(needed -> needed.getKey().hasRoomFor(needed.getValue()));
    return more;
  }

  /** Puts what a segment was {@link TableSegment#enlarged} to in its place. */
  void replace(List<TableSegment> others) {
    int depth = others.getFirst().depth();
    if (depth > directory.depth) {
      directory = directory.deepened(depth);
    }
    others.forEach(directory::set);
  }

  /** Sets the status of a serial number, and makes room for it; nobody must read meanwhile. */
  void fill(SerialKey key, long packed, long invalidity) {
    TableSegment segment = segment(key);
    while (!segment.hasRoomFor(1)) {
      replace(segment.enlarged(1));
      segment.close();
      segment = segment(key);
    }
    put(key, packed, invalidity);
  }

  /** Sets the status of a serial number; there must be room for one more in its segment. */
  void put(SerialKey key, long packed, long invalidity) {
    if (segment(key).put(key, packed, invalidity)) {
      size++;
    }
  }

  /** The packed value of a serial number, or {@link TableSegment#ABSENT}. */
  long packed(SerialKey key) {
    return segment(key).packed(key);
  }

  CertificateStatus status(SerialKey key) {
    return segment(key).status(key);
  }

  private TableSegment segment(SerialKey key) {
    return directory.segment(key.hash());
  }

  /** Gives the memory of all segments back. */
  @Override
  public void close() {
    segments().forEach(TableSegment::close);
  }
}

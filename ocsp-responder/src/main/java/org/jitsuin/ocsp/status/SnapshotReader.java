package org.jitsuin.ocsp.status;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;

/**
 * Reads a {@link Snapshot}. The slots of all segments are read at once into memory and checked
 * there: what was checked is what answers. A file that was mapped into memory would be read again
 * from the disk later, and what cannot be read then stops the whole process.
 */
final class SnapshotReader {
  private final FileChannel in;
  private final long length;
  private final MessageDigest whole = Fingerprint.sha256();

  private SnapshotReader(FileChannel in, long length) {
    this.in = in;
    this.length = length;
  }

  /** The place of a segment. */
  private record Place(SegmentHead head, long at) {
    long slots() {
      return at + SegmentHead.OCTETS;
    }

    long check() {
      return slots() + head.slotOctets();
    }

    long end() {
      return check() + Snapshot.DIGEST_OCTETS;
    }
  }

  /**
   * A segment that was read.
   *
   * @param problem what is wrong with it
   */
  private record Part(
      SegmentHead head,
      Optional<TableSegment> segment,
      ByteBuffer check,
      Optional<Throwable> problem) {}

  private record Key(int issuerNumber, boolean wide) {}

  /**
   * Reads one.
   *
   * @throws IOException also where the octets are not what was written
   */
  static Snapshot read(FileChannel in) throws IOException {
    return new SnapshotReader(in, in.size()).readAll();
  }

  private Snapshot readAll() throws IOException {
    ByteBuffer headOctets = octets(0, Snapshot.HEAD_OCTETS);
    Snapshot.Head head = Snapshot.Head.read(headOctets.duplicate());
    List<Place> places = places();
    long end = places.isEmpty() ? Snapshot.HEAD_OCTETS : places.getLast().end();
    ByteBuffer endOctets = octets(end, Snapshot.END_OCTETS);
    whole.update(headOctets);
    List<Part> parts = places.parallelStream().map(this::part).toList();
    try {
      for (Part part : parts) {
        if (part.problem().isPresent()) {
          throw new IOException("a segment cannot be read", part.problem().get());
        }
        whole.update(part.check());
      }
      whole.update(endOctets.duplicate());
      long after = end + Snapshot.END_OCTETS;
      requireSame(whole.digest(), octets(after, Snapshot.DIGEST_OCTETS));
      if (after + Snapshot.DIGEST_OCTETS != length) {
        throw new IOException("something follows its end");
      }
      FeedChange until = Snapshot.readEnd(endOctets);
      return new Snapshot(index(head, parts), head.from(), until, head.recoveries());
    } catch (IOException | RuntimeException | Error e) {
      parts.stream().flatMap(part -> part.segment().stream()).forEach(TableSegment::close);
      throw e;
    }
  }

  /** Finds the segments; whether they are what was written is seen when they are read. */
  private List<Place> places() throws IOException {
    List<Place> places = new ArrayList<>();
    long at = Snapshot.HEAD_OCTETS;
    ByteBuffer next = octets(at, SegmentHead.OCTETS);
    while (!Snapshot.isEnd(next.get(0))) {
      Place place = new Place(SegmentHead.read(next), at);
      // So not more memory is asked for than the file has octets.
      if (place.end() > length) {
        throw new EOFException("it is cut off");
      }
      places.add(place);
      at = place.end();
      next = octets(at, SegmentHead.OCTETS);
    }
    return places;
  }

  /** Reads a segment; on any thread. */
  private Part part(Place place) {
    Optional<TableSegment> segment = Optional.empty();
    try {
      segment = Optional.of(place.head().allocate());
      ByteBuffer check = ByteBuffer.wrap(read(place, segment.get()));
      return new Part(place.head(), segment, check, Optional.empty());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // All that others read meanwhile must be given back: whoever asked them decides.
      return new Part(place.head(), segment, ByteBuffer.allocate(0), Optional.of(e));
    }
  }

  private byte[] read(Place place, TableSegment segment) throws IOException {
    ByteBuffer slots = segment.memory().asByteBuffer();
    fill(slots, place.slots());
    MessageDigest digest = Fingerprint.sha256();
    digest.update(place.head().octets());
    digest.update(slots);
    byte[] check = digest.digest();
    requireSame(check, octets(place.check(), Snapshot.DIGEST_OCTETS));
    segment.filledWith(place.head().size());
    return check;
  }

  private static void requireSame(byte[] digest, ByteBuffer written) throws IOException {
    if (!ByteBuffer.wrap(digest).equals(written)) {
      throw new IOException("its check sum is another");
    }
  }

  private static StatusIndex index(Snapshot.Head head, List<Part> parts) {
    Map<Key, List<TableSegment>> tables = new LinkedHashMap<>();
    for (Part part : parts) {
      tables
          .computeIfAbsent(
              new Key(part.head().issuerNumber(), part.head().wide()), _ -> new ArrayList<>())
          .add(part.segment().orElseThrow());
    }
    StatusIndex index = new StatusIndex();
    tables.forEach(
        (key, segments) -> index.fill(key.issuerNumber(), SerialTable.of(key.wide(), segments)));
    index.startAt(head.position());
    return index;
  }

  private ByteBuffer octets(long at, int count) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(count);
    fill(octets, at);
    return octets;
  }

  /** Fills it from that place on, and makes it ready to be read. */
  private void fill(ByteBuffer octets, long at) throws IOException {
    while (octets.hasRemaining()) {
      if (in.read(octets, at + octets.position()) < 0) {
        throw new EOFException("it is cut off");
      }
    }
    octets.flip();
  }
}

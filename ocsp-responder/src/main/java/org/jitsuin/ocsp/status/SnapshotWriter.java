package org.jitsuin.ocsp.status;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;

/** Writes a {@link Snapshot} of an index that is in use. */
final class SnapshotWriter {
  private static final int ISSUERS = 256;

  /**
   * So much is brought to the disk at once, and not all at the end, for which others would wait.
   */
  private static final long PORTION = 64L << 20;

  private final StatusIndex index;
  private final FileChannel out;
  private final MessageDigest whole = Fingerprint.sha256();
  private long forced;

  private SnapshotWriter(StatusIndex index, FileChannel out) {
    this.index = index;
    this.out = out;
  }

  /**
   * Writes one.
   *
   * @return whether there was anything to write: a feed with at least one row
   */
  static boolean write(StatusIndex index, FileChannel out) throws IOException {
    FeedPosition from = index.position();
    if (from.last().isEmpty()) {
      return false;
    }
    new SnapshotWriter(index, out)
        .writeAll(
            new Snapshot.Head(from.last().get(), from.content().digest(), index.recoveries()));
    return true;
  }

  private void writeAll(Snapshot.Head begin) throws IOException {
    ByteBuffer head = begin.octets();
    whole.update(head.duplicate());
    put(head);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment slots = arena.allocate(Slots.octets(true, TableSegment.LARGEST));
      for (int issuer = 0; issuer < ISSUERS; issuer++) {
        writeTable(issuer, false, slots);
        writeTable(issuer, true, slots);
      }
    }
    ByteBuffer end = Snapshot.end(index.position().last().orElseThrow());
    whole.update(end.duplicate());
    put(end);
    put(ByteBuffer.wrap(whole.digest()));
    out.force(true);
  }

  private void writeTable(int issuer, boolean wide, MemorySegment slots) throws IOException {
    Optional<SegmentHead> head = index.copy(issuer, wide, 0, slots);
    while (head.isPresent()) {
      writeSegment(head.get(), slots.asSlice(0, head.get().slotOctets()).asByteBuffer());
      int next = head.get().end();
      head = next == SerialTable.END ? Optional.empty() : index.copy(issuer, wide, next, slots);
    }
  }

  private void writeSegment(SegmentHead head, ByteBuffer slots) throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    ByteBuffer octets = head.octets();
    digest.update(octets.duplicate());
    digest.update(slots.duplicate());
    byte[] check = digest.digest();
    whole.update(check);
    put(octets);
    put(slots);
    put(ByteBuffer.wrap(check));
    if (out.position() - forced > PORTION) {
      out.force(false);
      forced = out.position();
    }
  }

  private void put(ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      out.write(octets);
    }
  }
}

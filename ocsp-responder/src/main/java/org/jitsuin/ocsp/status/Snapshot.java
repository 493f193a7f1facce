package org.jitsuin.ocsp.status;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.model.FeedContent;
import org.jitsuin.base.model.Fingerprint;

/**
 * An index as a sequence of octets: a head that says what it is, the row of the feed after which it
 * was begun, what the feed comes to up to there, how often operators had recovered the database;
 * segments of tables, those of each table in the order of their hashes; an end with the row of the
 * feed after which it was done.
 *
 * <p>A segment is a {@link SegmentHead}, its slots as they stand in memory ({@link Slots}), and the
 * SHA-256 of both. The end has the SHA-256 of the head, of the SHA-256s of all segments, and of
 * itself: it holds only for these segments in this order.
 *
 * <p>The index changes while it is written. What is in the file was true at some moment between the
 * two rows, of each segment at another; to read the feed on from the first row sets all right.
 *
 * @param index what was read
 * @param from the feed has to be read on from here
 * @param until the feed must at least have come to here
 * @param recoveries how often operators had recovered the database
 */
record Snapshot(StatusIndex index, FeedChange from, FeedChange until, int recoveries) {
  /** Another number where {@link Slots} or {@link SerialKey#hash()} are others. */
  private static final byte[] WHAT_IT_IS =
      "Jitsuin OCSP index 5\n".getBytes(StandardCharsets.US_ASCII);

  /** The octets of a SHA-256. */
  static final int DIGEST_OCTETS = 32;

  private static final int CHANGE_OCTETS = 1 + Integer.BYTES + 5 * Long.BYTES + DIGEST_OCTETS;

  static final int HEAD_OCTETS = WHAT_IT_IS.length + CHANGE_OCTETS + DIGEST_OCTETS + Integer.BYTES;

  /** The octets of the end before its SHA-256. */
  static final int END_OCTETS = 1 + CHANGE_OCTETS;

  private static final byte END = 0;

  /**
   * The beginning of a snapshot.
   *
   * @param from the feed has to be read on from here
   * @param digest what the feed comes to up to there
   * @param recoveries how often operators had recovered the database
   */
  record Head(FeedChange from, Fingerprint digest, int recoveries) {
    ByteBuffer octets() {
      ByteBuffer out = ByteBuffer.allocate(HEAD_OCTETS).put(WHAT_IT_IS);
      write(from, out);
      return out.put(digest.octets()).putInt(recoveries).flip();
    }

    FeedPosition position() {
      return new FeedPosition(new FeedContent(from.seq(), digest), Optional.of(from));
    }

    static Head read(ByteBuffer in) throws IOException {
      byte[] begin = new byte[WHAT_IT_IS.length];
      in.get(begin);
      if (!Arrays.equals(begin, WHAT_IT_IS)) {
        throw new IOException("it is no index, or of another release");
      }
      return new Head(readChange(in), readDigest(in), in.getInt());
    }
  }

  /** The end without its SHA-256. */
  static ByteBuffer end(FeedChange until) {
    ByteBuffer out = ByteBuffer.allocate(END_OCTETS).put(END);
    write(until, out);
    return out.flip();
  }

  /** Returns whether that is how an end begins, and no segment. */
  static boolean isEnd(byte first) {
    return first == END;
  }

  static FeedChange readEnd(ByteBuffer in) {
    in.get();
    return readChange(in);
  }

  private static void write(FeedChange change, ByteBuffer out) {
    SerialKey serial = change.serial();
    out.putLong(change.seq()).put((byte) change.issuerNumber()).put(change.row().octets());
    out.putInt(serial.high()).putLong(serial.middle()).putLong(serial.low());
    out.putLong(change.packed()).putLong(change.invalidity());
  }

  private static FeedChange readChange(ByteBuffer in) {
    long seq = in.getLong();
    int issuerNumber = Byte.toUnsignedInt(in.get());
    Fingerprint row = readDigest(in);
    SerialKey serial = new SerialKey(in.getInt(), in.getLong(), in.getLong());
    return new FeedChange(seq, issuerNumber, serial, in.getLong(), in.getLong(), row);
  }

  private static Fingerprint readDigest(ByteBuffer in) {
    byte[] digest = new byte[DIGEST_OCTETS];
    in.get(digest);
    return Fingerprint.ofDigest(digest);
  }
}

package org.jitsuin.verifier.crl;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.Unanswered;

/**
 * DER as it streams by, in one buffer however long it is. Lengths are checked against what encloses
 * them before anything is made of them.
 */
final class DerStream implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final int LONG_FORM = 0x80;
  private static final int MOST_LENGTH_OCTETS = 6;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private long before;
  private int tag;
  private long length;
  private int digestFrom = -1;
  private MessageDigest digest;

  DerStream(InputStream in) {
    this.in = in;
  }

  /** Returns how many octets were read. */
  long position() {
    return before + at;
  }

  /**
   * Reads tag and length of the next element.
   *
   * @param limit the position where what encloses it ends
   * @return its tag
   */
  int header(long limit) throws IOException, Unanswered {
    require(position() < limit, "an element is missing");
    tag = octet();
    require((tag & 0x1f) != 0x1f, "a tag of several octets");
    int first = octet();
    length = first < LONG_FORM ? first : longLength(first & 0x7f);
    require(length <= limit - position(), "an element is longer than what it stands in");
    return tag;
  }

  private long longLength(int octets) throws IOException, Unanswered {
    require(octets >= 1 && octets <= MOST_LENGTH_OCTETS, "an impossible length");
    long value = 0;
    for (int i = 0; i < octets; i++) {
      int octet = octet();
      require(i > 0 || octet != 0, "a length with a leading zero");
      value = value << 8 | octet;
    }
    require(value >= LONG_FORM, "a length that is not the shortest");
    return value;
  }

  /** Reads a header that must have that tag, and returns the position of its end. */
  long enter(int expected, long limit) throws IOException, Unanswered {
    require(header(limit) == expected, "another element");
    return position() + length;
  }

  /** Returns the length of the element whose header was read last. */
  long length() {
    return length;
  }

  /** Returns the next tag without reading it; -1 at the end of what encloses it. */
  int peek(long limit) throws IOException, Unanswered {
    if (position() >= limit) {
      return -1;
    }
    if (at == end) {
      refill();
    }
    return buffer[at] & 0xff;
  }

  /** Reads the next element whole, with its header. */
  byte[] element(int most, long limit) throws IOException, Unanswered {
    header(limit);
    require(length <= most, "an element is too long");
    byte[] head = headOctets();
    byte[] whole = new byte[head.length + (int) length];
    System.arraycopy(head, 0, whole, 0, head.length);
    read(whole, head.length, (int) length);
    return whole;
  }

  private byte[] headOctets() {
    if (length < LONG_FORM) {
      return new byte[] {(byte) tag, (byte) length};
    }
    int octets = (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / 8;
    byte[] head = new byte[2 + octets];
    head[0] = (byte) tag;
    head[1] = (byte) (LONG_FORM | octets);
    for (int i = 0; i < octets; i++) {
      head[head.length - 1 - i] = (byte) (length >>> (8 * i));
    }
    return head;
  }

  /** Reads octets into a part of an array. */
  void read(byte[] into, int offset, int count) throws IOException, Unanswered {
    int done = 0;
    while (done < count) {
      if (at == end) {
        refill();
      }
      int some = Math.min(count - done, end - at);
      System.arraycopy(buffer, at, into, offset + done, some);
      at += some;
      done += some;
    }
  }

  private int octet() throws IOException, Unanswered {
    if (at == end) {
      refill();
    }
    return buffer[at++] & 0xff;
  }

  private void refill() throws IOException, Unanswered {
    digestUntilHere();
    before += end;
    at = 0;
    end = 0;
    int some = in.read(buffer, 0, BUFFER);
    while (some > 0) {
      end += some;
      some = end < BUFFER ? in.read(buffer, end, BUFFER - end) : 0;
    }
    require(end > 0, "it is cut");
    if (digestFrom >= 0) {
      digestFrom = 0;
    }
  }

  private void digestUntilHere() throws Unanswered {
    if (digestFrom >= 0 && at > digestFrom) {
      require(digest != null, "the algorithm of the signature comes too late");
      digest.update(buffer, digestFrom, at - digestFrom);
      digestFrom = at;
    }
  }

  /** What comes from here on is signed; by which digest is not known yet. */
  void beginSigned() {
    digestFrom = at;
  }

  /** Says by which digest; before 64 KiB were read since. */
  void digestBy(MessageDigest known) {
    digest = known;
  }

  /** What is signed ends here. */
  byte[] endSigned() throws Unanswered {
    digestUntilHere();
    digestFrom = -1;
    return digest.digest();
  }

  /** Nothing follows. */
  void requireEnd() throws IOException, Unanswered {
    require(at == end && in.read() < 0, "something follows");
  }

  static void require(boolean right, String problem) throws Unanswered {
    Unanswered.unless(right, Silence.MALFORMED, problem);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package org.jitsuin.base.der;

import java.time.Instant;
import java.util.Arrays;

/**
 * Walks over the elements of a DER encoding (X.690) without copying them: tags of one octet,
 * definite lengths in their shortest form. It never reads past the element it was given and never
 * goes deeper than its caller does, so hostile octets cost no more than their own length.
 */
public final class DerReader {
  private static final int HIGH_TAG_NUMBER = 0x1f;

  /** More would not fit into a {@code long}. */
  private static final int MAX_LENGTH_OCTETS = 7;

  private static final int MAX_OID_OCTETS = 64;

  private final byte[] octets;
  private final int end;
  private int position;

  /**
   * @param octets are not copied, and must not change while they are read
   */
  public DerReader(byte[] octets) {
    this(octets, 0, octets.length);
  }

  private DerReader(byte[] octets, int start, int end) {
    this.octets = octets;
    this.position = start;
    this.end = end;
  }

  /** Where the next element begins in the array. */
  public int position() {
    return position;
  }

  /** Returns how many octets are left. */
  public int remaining() {
    return end - position;
  }

  /** Whether octets are left. */
  public boolean hasMore() {
    return position < end;
  }

  /** Whether the next element has that tag; it stays where it is. */
  public boolean nextIs(int tag) {
    return hasMore() && (octets[position] & 0xff) == tag;
  }

  /**
   * Steps over a tag and a length, up to the content, and returns how long that is. It may be
   * longer than what is left here, as where the array is the beginning of a file.
   */
  public long header(int tag) throws DerException {
    if (!nextIs(tag)) {
      throw new DerException("an element with tag 0x" + Integer.toHexString(tag) + " is missing");
    }
    position++;
    return length();
  }

  /** Steps over an element and returns a reader of its content. */
  public DerReader enter(int tag) throws DerException {
    return content(header(tag));
  }

  /** Steps over an element and returns a copy of its content. */
  public byte[] content(int tag) throws DerException {
    DerReader element = enter(tag);
    return Arrays.copyOfRange(octets, element.position, element.end);
  }

  /** Steps over an element and returns a copy of all of it, tag and length included. */
  public byte[] whole(int tag) throws DerException {
    int start = position;
    enter(tag);
    return Arrays.copyOfRange(octets, start, position);
  }

  /** Steps over an element of any kind and returns a copy of all of it. */
  public byte[] whole() throws DerException {
    int start = position;
    skip();
    return Arrays.copyOfRange(octets, start, position);
  }

  /** Steps over an OBJECT IDENTIFIER and returns a copy of its content. */
  public byte[] objectIdentifier() throws DerException {
    byte[] content = content(DerTag.OBJECT_IDENTIFIER);
    if (!isOid(content)) {
      throw new DerException("an OBJECT IDENTIFIER that is none");
    }
    return content;
  }

  /** Returns whether octets are numbers to base 128, each in its shortest form (X.690 §8.19). */
  private static boolean isOid(byte[] content) {
    boolean begins = true;
    for (byte octet : content) {
      if (begins && octet == (byte) 0x80) {
        return false;
      }
      begins = octet >= 0;
    }
    return begins && content.length > 0 && content.length <= MAX_OID_OCTETS;
  }

  /** Steps over a Time (RFC 5280 §4.1.2.5), of the kind that its year asks for. */
  public Instant time() throws DerException {
    int tag = nextIs(DerTag.GENERALIZED_TIME) ? DerTag.GENERALIZED_TIME : DerTag.UTC_TIME;
    DerReader element = enter(tag);
    return DerTime.decode(tag, octets, element.position, element.end);
  }

  /** Steps over one octet of a content that is no element, and returns it without a sign. */
  public int unsignedOctet() throws DerException {
    if (!hasMore()) {
      throw new DerException("an element is cut off");
    }
    return octets[position++] & 0xff;
  }

  /** Steps over all that is left and returns a copy of it. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(octets, position, end);
    position = end;
    return rest;
  }

  /** Steps over an element of any kind. */
  public void skip() throws DerException {
    if (!hasMore()) {
      throw new DerException("an element is missing");
    }
    if ((octets[position] & HIGH_TAG_NUMBER) == HIGH_TAG_NUMBER) {
      throw new DerException("a tag of more than one octet");
    }
    position++;
    content(length());
  }

  /** Makes sure that nothing follows. */
  public void finish() throws DerException {
    if (hasMore()) {
      throw new DerException("octets follow where an element should end");
    }
  }

  private DerReader content(long length) throws DerException {
    if (length > end - position) {
      throw new DerException("an element is longer than what holds it");
    }
    int start = position;
    position += (int) length;
    return new DerReader(octets, start, position);
  }

  private long length() throws DerException {
    int first = unsignedOctet();
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > MAX_LENGTH_OCTETS) {
      throw new DerException("an indefinite length, or one beyond any limit");
    }
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = (length << Byte.SIZE) | unsignedOctet();
    }
    if (length < 0x80 || length >>> (Byte.SIZE * (count - 1)) == 0) {
      throw new DerException("a length that is not in its shortest form");
    }
    return length;
  }
}

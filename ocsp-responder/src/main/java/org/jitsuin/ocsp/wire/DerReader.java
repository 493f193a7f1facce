package org.jitsuin.ocsp.wire;

import java.util.Arrays;

/**
 * Walks over the elements of a DER encoding (X.690) without copying them: tags of one octet,
 * definite lengths in their shortest form. It never reads past the element it was given and never
 * goes deeper than its caller does, so hostile octets cost no more than their own length.
 */
final class DerReader {
  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int NULL = 0x05;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  private static final int HIGH_TAG_NUMBER = 0x1f;
  private static final int MAX_LENGTH_OCTETS = 3;
  private static final int MAX_OID_OCTETS = 64;

  private final byte[] octets;
  private final int end;
  private int position;

  DerReader(byte[] octets) {
    this(octets, 0, octets.length);
  }

  private DerReader(byte[] octets, int start, int end) {
    this.octets = octets;
    this.position = start;
    this.end = end;
  }

  /** The tag of a context-specific, constructed element, such as {@code [0] EXPLICIT}. */
  static int explicit(int number) {
    return 0xa0 | number;
  }

  boolean hasMore() {
    return position < end;
  }

  boolean nextIs(int tag) {
    return hasMore() && (octets[position] & 0xff) == tag;
  }

  /** Steps over an element and returns a reader of its content. */
  DerReader enter(int tag) throws DerException {
    expect(tag);
    return next();
  }

  /** Steps over an element and returns a copy of its content. */
  byte[] content(int tag) throws DerException {
    DerReader element = enter(tag);
    return Arrays.copyOfRange(octets, element.position, element.end);
  }

  /** Steps over an element and returns a copy of all of it, tag and length included. */
  byte[] whole(int tag) throws DerException {
    int start = position;
    enter(tag);
    return Arrays.copyOfRange(octets, start, position);
  }

  /** Steps over an element of any kind and returns a copy of all of it. */
  byte[] whole() throws DerException {
    int start = position;
    skip();
    return Arrays.copyOfRange(octets, start, position);
  }

  /** Steps over an OBJECT IDENTIFIER and returns a copy of its content. */
  byte[] objectIdentifier() throws DerException {
    byte[] content = content(OBJECT_IDENTIFIER);
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

  /** Returns how many octets are left. */
  int remaining() {
    return end - position;
  }

  /** Steps over one octet of a content that is no element. */
  int unsignedOctet() throws DerException {
    return octet();
  }

  /** Steps over all that is left and returns a copy of it. */
  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(octets, position, end);
    position = end;
    return rest;
  }

  /** Steps over an element of any kind. */
  void skip() throws DerException {
    if (!hasMore()) {
      throw new DerException("an element is missing");
    }
    next();
  }

  /** Says that nothing may follow. */
  void finish() throws DerException {
    if (hasMore()) {
      throw new DerException("octets follow where an element should end");
    }
  }

  private void expect(int tag) throws DerException {
    if (!nextIs(tag)) {
      throw new DerException("an element with tag 0x" + Integer.toHexString(tag) + " is missing");
    }
  }

  private DerReader next() throws DerException {
    if ((octets[position] & HIGH_TAG_NUMBER) == HIGH_TAG_NUMBER) {
      throw new DerException("a tag of more than one octet");
    }
    position++;
    int length = length();
    if (length > end - position) {
      throw new DerException("an element is longer than what holds it");
    }
    DerReader content = new DerReader(octets, position, position + length);
    position += length;
    return content;
  }

  private int length() throws DerException {
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > MAX_LENGTH_OCTETS) {
      throw new DerException("an indefinite length, or one beyond any limit");
    }
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = (length << 8) | octet();
    }
    if (length < 0x80 || length >>> (8 * (count - 1)) == 0) {
      throw new DerException("a length that is not in its shortest form");
    }
    return length;
  }

  private int octet() throws DerException {
    if (!hasMore()) {
      throw new DerException("an element is cut off");
    }
    return octets[position++] & 0xff;
  }
}

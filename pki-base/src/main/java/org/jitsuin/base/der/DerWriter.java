package org.jitsuin.base.der;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;

/** Puts DER elements (X.690) together from encodings that are there already. */
public final class DerWriter {
  private static final byte[] NO_UNUSED_BITS = {0};

  private DerWriter() {}

  /**
   * The tag and the length of an element, in the fewest octets (X.690 §10.1).
   *
   * @param length of the content, in octets
   */
  public static byte[] header(int tag, long length) {
    byte[] header = new byte[headerLength(length)];
    putHeader(tag, length, header);
    return header;
  }

  /** An element whose content is those octets, one after the other. */
  public static byte[] element(int tag, byte[]... parts) {
    int length = length(parts);
    int header = headerLength(length);
    byte[] element = new byte[header + length];
    putHeader(tag, length, element);
    put(parts, element, header);
    return element;
  }

  /** A SEQUENCE of those elements. */
  public static byte[] sequence(byte[]... elements) {
    return element(DerTag.SEQUENCE, elements);
  }

  /** An OCTET STRING of those octets. */
  public static byte[] octetString(byte[] octets) {
    return element(DerTag.OCTET_STRING, octets);
  }

  /** A BIT STRING of whole octets. */
  public static byte[] bitString(byte[] octets) {
    return element(DerTag.BIT_STRING, NO_UNUSED_BITS, octets);
  }

  /** An INTEGER. */
  public static byte[] integer(long value) {
    return element(DerTag.INTEGER, BigInteger.valueOf(value).toByteArray());
  }

  /**
   * An ENUMERATED.
   *
   * @param value from 0 to 127
   */
  public static byte[] enumerated(int value) {
    return new byte[] {DerTag.ENUMERATED, 1, (byte) value};
  }

  /** Those octets, one after the other. */
  public static byte[] concatenate(byte[]... parts) {
    byte[] whole = new byte[length(parts)];
    put(parts, whole, 0);
    return whole;
  }

  /** The DER of a structure in memory, where no I/O can fail. */
  public static byte[] encode(ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("a structure in memory cannot be encoded", e);
    }
  }

  private static int length(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    return length;
  }

  private static void put(byte[][] parts, byte[] out, int start) {
    int position = start;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, out, position, part.length);
      position += part.length;
    }
  }

  /** How many octets follow the first one of a length: none where it is short. */
  private static int longForm(long length) {
    return length < 0x80 ? 0 : (Long.SIZE + 7 - Long.numberOfLeadingZeros(length)) / Byte.SIZE;
  }

  private static int headerLength(long length) {
    return 2 + longForm(length);
  }

  private static void putHeader(int tag, long length, byte[] out) {
    int octets = longForm(length);
    out[0] = (byte) tag;
    out[1] = (byte) (octets == 0 ? length : 0x80 | octets);
    for (int i = 0; i < octets; i++) {
      out[1 + octets - i] = (byte) (length >>> (Byte.SIZE * i));
    }
  }
}

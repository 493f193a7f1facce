package org.jitsuin.filter;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/** Writes and reads the little DER that a signature needs (X.690). */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  /** {@code [0]}, constructed. */
  static final int TAGGED_0 = 0xa0;

  private static final int LONG_FORM = 0x80;

  private Der() {}

  /** Writes an element with these parts. */
  static byte[] element(int tag, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < LONG_FORM) {
      out.write(length);
    } else {
      byte[] octets = BigInteger.valueOf(length).toByteArray();
      int from = octets[0] == 0 ? 1 : 0;
      out.write(LONG_FORM | (octets.length - from));
      out.write(octets, from, octets.length - from);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return element(SEQUENCE, parts);
  }

  static byte[] set(byte[]... parts) {
    return element(SET, parts);
  }

  static byte[] integer(BigInteger value) {
    return element(INTEGER, value.toByteArray());
  }

  /** Returns an element that is written in hexadecimal. */
  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** Goes through elements, one after the other. */
  static final class Walk {
    private final byte[] octets;
    private int at;
    private final int end;

    Walk(byte[] octets) {
      this(octets, 0, octets.length);
    }

    private Walk(byte[] octets, int at, int end) {
      this.octets = octets;
      this.at = at;
      this.end = end;
    }

    /** Goes into the next element, and in this walk behind it. */
    Walk into(int tag) throws MalformedFilterException {
      if (next() != tag) {
        throw new MalformedFilterException("another element");
      }
      int length = next();
      if (length >= LONG_FORM) {
        int octetsOfLength = length - LONG_FORM;
        if (octetsOfLength < 1 || octetsOfLength > 3) {
          throw new MalformedFilterException("no length");
        }
        length = 0;
        for (int i = 0; i < octetsOfLength; i++) {
          length = (length << 8) | next();
        }
      }
      if (length > end - at) {
        throw new MalformedFilterException("it ends too early");
      }
      Walk inside = new Walk(octets, at, at + length);
      at += length;
      return inside;
    }

    /** Returns all that this walk goes through and did not yet. */
    byte[] rest() {
      return Arrays.copyOfRange(octets, at, end);
    }

    private int next() throws MalformedFilterException {
      if (at >= end) {
        throw new MalformedFilterException("it ends too early");
      }
      return octets[at++] & 0xff;
    }
  }
}

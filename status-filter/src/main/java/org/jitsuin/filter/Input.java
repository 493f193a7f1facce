package org.jitsuin.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads octets one after the other, and never beyond their end. Numbers are big-endian. */
final class Input {
  private final byte[] octets;
  private int at;

  Input(byte[] octets) {
    this.octets = octets;
  }

  int position() {
    return at;
  }

  int remaining() {
    return octets.length - at;
  }

  /** Returns where the next octets begin, and goes behind them. */
  int skip(long count) throws MalformedFilterException {
    if (count < 0 || count > remaining()) {
      throw new MalformedFilterException("it ends too early");
    }
    int begin = at;
    at += (int) count;
    return begin;
  }

  int octet() throws MalformedFilterException {
    return octets[skip(1)] & 0xff;
  }

  long number32() throws MalformedFilterException {
    return ByteBuffer.wrap(octets).getInt(skip(Integer.BYTES)) & 0xffff_ffffL;
  }

  /** Returns a number of 64 bits, of which the first is never set. */
  long number64() throws MalformedFilterException {
    long number = word();
    if (number < 0) {
      throw new MalformedFilterException("a number is too large");
    }
    return number;
  }

  /** Returns any 64 bits. */
  long word() throws MalformedFilterException {
    return ByteBuffer.wrap(octets).getLong(skip(Long.BYTES));
  }

  byte[] octets(int count) throws MalformedFilterException {
    int begin = skip(count);
    return Arrays.copyOfRange(octets, begin, begin + count);
  }

  void expect(String magic) throws MalformedFilterException {
    if (!Arrays.equals(octets(magic.length()), magic.getBytes(StandardCharsets.US_ASCII))) {
      throw new MalformedFilterException("it does not begin with " + magic);
    }
  }

  void expectEnd() throws MalformedFilterException {
    if (remaining() != 0) {
      throw new MalformedFilterException("something follows");
    }
  }
}

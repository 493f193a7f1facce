package org.jitsuin.ocsp.wire;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Puts DER elements (X.690) together from encodings that are there already. Every response that is
 * signed is made here: building it as a tree of objects, each of which is asked for its length
 * several times, took as long as the signature itself with a P-256 key.
 */
final class DerWriter {
  private static final int ENUMERATED = 0x0a;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int TIME_CHARACTERS = 15;

  private DerWriter() {}

  /** An element whose content is those octets, one after the other. */
  static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    int octetsOfLength =
        length < 0x80 ? 0 : (Integer.SIZE + 7 - Integer.numberOfLeadingZeros(length)) / 8;
    byte[] element = new byte[2 + octetsOfLength + length];
    element[0] = (byte) tag;
    element[1] = (byte) (octetsOfLength == 0 ? length : 0x80 | octetsOfLength);
    for (int i = 0; i < octetsOfLength; i++) {
      element[1 + octetsOfLength - i] = (byte) (length >>> (8 * i));
    }
    int position = 2 + octetsOfLength;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, element, position, part.length);
      position += part.length;
    }
    return element;
  }

  static byte[] sequence(byte[]... parts) {
    return element(DerReader.SEQUENCE, parts);
  }

  static byte[] enumerated(int value) {
    return new byte[] {ENUMERATED, 1, (byte) value};
  }

  /** A BIT STRING of whole octets. */
  static byte[] bitString(byte[] octets) {
    return element(DerReader.BIT_STRING, new byte[1], octets);
  }

  /** A GeneralizedTime in whole seconds, such as {@code 20251027030405Z} (RFC 5280 §4.1.2.5.2). */
  static byte[] time(Instant moment) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
    long digits = utc.getYear();
    for (int field :
        new int[] {
          utc.getMonthValue(), utc.getDayOfMonth(), utc.getHour(), utc.getMinute(), utc.getSecond()
        }) {
      digits = 100 * digits + field;
    }
    byte[] text = new byte[TIME_CHARACTERS];
    text[TIME_CHARACTERS - 1] = 'Z';
    for (int i = TIME_CHARACTERS - 2; i >= 0; i--) {
      text[i] = (byte) ('0' + digits % 10);
      digits /= 10;
    }
    return element(GENERALIZED_TIME, text);
  }
}

package org.jitsuin.crl.write;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The few pieces of DER (X.690) that a CRL is made of. */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;

  private static final int FIRST_GENERALIZED_YEAR = 2050;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'", Locale.ROOT);
  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);

  private Der() {}

  /** The tag of a constructed, context-specific element. */
  static int constructed(int number) {
    return 0xa0 | number;
  }

  /** The tag of a primitive, context-specific element. */
  static int primitive(int number) {
    return 0x80 | number;
  }

  /** Tag and length of an element whose content has that many octets. */
  static byte[] header(int tag, long length) {
    if (length < 0x80) {
      return new byte[] {(byte) tag, (byte) length};
    }
    int octets = (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / 8;
    ByteBuffer header = ByteBuffer.allocate(2 + octets).put((byte) tag).put((byte) (0x80 | octets));
    for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
      header.put((byte) (length >>> shift));
    }
    return header.array();
  }

  /** A whole element. */
  static byte[] element(int tag, byte[]... content) {
    byte[] value = concatenate(content);
    return concatenate(header(tag, value.length), value);
  }

  static byte[] concatenate(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer whole = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      whole.put(part);
    }
    return whole.array();
  }

  static byte[] integer(long value) {
    return element(INTEGER, BigInteger.valueOf(value).toByteArray());
  }

  /** UTCTime through 2049, GeneralizedTime from 2050, in whole seconds (RFC 5280 §5.1.2.4). */
  static byte[] time(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return time.getYear() >= FIRST_GENERALIZED_YEAR
        ? generalizedTime(instant)
        : element(UTC_TIME, UTC.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  /** GeneralizedTime in any year, in whole seconds. */
  static byte[] generalizedTime(Instant instant) {
    String text = GENERALIZED.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    return element(GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }
}

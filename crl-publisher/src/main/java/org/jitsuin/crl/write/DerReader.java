package org.jitsuin.crl.write;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/** Reads DER elements from a buffer, strictly; every method throws INTEGRITY_VIOLATED. */
final class DerReader {
  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);
  private static final int MAX_LENGTH_OCTETS = 7;

  private final ByteBuffer in;

  DerReader(ByteBuffer in) {
    this.in = in;
  }

  /** Returns where the next element begins. */
  int position() {
    return in.position();
  }

  boolean hasMore() {
    return in.hasRemaining();
  }

  /** The tag of the next element, which stays where it is. */
  int peekTag() {
    if (!in.hasRemaining()) {
      throw malformed("it ends early");
    }
    return in.get(in.position()) & 0xff;
  }

  /** Reads a tag and a length and stops before the content, which may be longer than the buffer. */
  long header(int tag) {
    try {
      int found = in.get() & 0xff;
      if (found != tag) {
        throw malformed(String.format(Locale.ROOT, "tag %02x stands where %02x must", found, tag));
      }
      return length();
    } catch (BufferUnderflowException e) {
      throw malformed("it ends early");
    }
  }

  private long length() {
    int first = in.get() & 0xff;
    if (first < 0x80) {
      return first;
    }
    int octets = first & 0x7f;
    if (octets == 0 || octets > MAX_LENGTH_OCTETS) {
      throw malformed(String.format(Locale.ROOT, "a length has %d octets", octets));
    }
    long length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | (in.get() & 0xff);
    }
    if (Der.header(0, length).length != 2 + octets) {
      throw malformed("a length is longer than it must be");
    }
    return length;
  }

  /** Reads a whole element and returns its content. */
  byte[] content(int tag) {
    long length = header(tag);
    if (length > in.remaining()) {
      throw malformed("an element is longer than what holds it");
    }
    byte[] content = new byte[(int) length];
    in.get(content);
    return content;
  }

  /** Reads a whole element and returns it with its tag and length. */
  byte[] element(int tag) {
    int start = in.position();
    long length = header(tag);
    if (length > in.remaining()) {
      throw malformed("an element is longer than what holds it");
    }
    byte[] element = new byte[in.position() - start + (int) length];
    in.position(start).get(element);
    return element;
  }

  /** Reads a UTCTime or GeneralizedTime, whichever RFC 5280 §5.1.2.4 asks for. */
  Instant time() {
    boolean generalized = peekTag() == Der.GENERALIZED_TIME;
    byte[] element = element(generalized ? Der.GENERALIZED_TIME : Der.UTC_TIME);
    String text = new String(element, 2, element.length - 2, StandardCharsets.US_ASCII);
    try {
      LocalDateTime time =
          LocalDateTime.parse(generalized ? text : century(text) + text, GENERALIZED);
      Instant instant = time.toInstant(ZoneOffset.UTC);
      if (Arrays.equals(Der.time(instant), element)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw malformed("a time is not written as it must be");
  }

  private static String century(String utcTime) {
    return !utcTime.isEmpty() && utcTime.charAt(0) >= '5' ? "19" : "20";
  }

  static Fault malformed(String problem) {
    return new Fault(FaultCode.INTEGRITY_VIOLATED, "the CRL is malformed: " + problem);
  }
}

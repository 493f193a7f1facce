package org.jitsuin.crl.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jitsuin.base.model.RevocationReason;

/**
 * Walks over the entries of a finished CRL in a buffer that holds many of them.
 *
 * <p>It takes what {@link RevokedEntry} may write, each serial number greater than the one before
 * it octet by octet, and nothing else.
 */
final class EntryWalk {
  private static final int BUFFER = 1 << 16;

  /** The codes that an entry may have, as bits: a look-up for each entry would cost an object. */
  private static final int REASONS =
      Arrays.stream(RevocationReason.values())
          .filter(reason -> reason != RevocationReason.UNSPECIFIED)
          .filter(reason -> reason != RevocationReason.REMOVE_FROM_CRL)
          .mapToInt(reason -> 1 << reason.code())
          .sum();

  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  private final byte[] lastSerial = new byte[RevokedEntry.MAX_SERIAL];
  private int lastSerialLength;

  private EntryWalk() {}

  /**
   * Counts the entries; throws INTEGRITY_VIOLATED at one that is malformed or out of order.
   *
   * @param entries where they lie in the file
   */
  static long count(FileChannel file, CrlLayout.Span entries) throws IOException {
    EntryWalk walk = new EntryWalk();
    long count = 0;
    long next = entries.start();
    while (next < entries.end()) {
      next += walk.fill(file, next, entries.end());
      // The last entry in the buffer may be cut off, unless there is nothing behind the buffer.
      int needed = next == entries.end() ? 1 : RevokedEntry.MAX_OCTETS;
      while (walk.end - walk.at >= needed) {
        walk.entry();
        count++;
      }
    }
    return count;
  }

  private int fill(FileChannel file, long from, long until) throws IOException {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    int wanted = (int) Math.min(buffer.length - end, until - from);
    int read = file.read(ByteBuffer.wrap(buffer, end, wanted), from);
    if (read <= 0) {
      throw DerReader.malformed("it ends early");
    }
    end += read;
    return read;
  }

  private void entry() {
    int entryEnd = header(Der.SEQUENCE, end);
    serial(header(Der.INTEGER, entryEnd));
    time(entryEnd);
    if (at != entryEnd) {
      extensions(header(Der.SEQUENCE, entryEnd));
      require(at == entryEnd, "something follows the extensions of an entry");
    }
  }

  /** Steps over a tag and a length of one octet and returns where the content ends. */
  private int header(int tag, int limit) {
    require(at + 2 <= limit && (buffer[at] & 0xff) == tag, "a part of an entry is another");
    int contentEnd = at + 2 + buffer[at + 1];
    require(buffer[at + 1] > 0 && contentEnd <= limit, "a part of an entry has a wrong length");
    at += 2;
    return contentEnd;
  }

  private void serial(int serialEnd) {
    if (buffer[at] == 0) {
      at++;
      require(at < serialEnd && buffer[at] < 0, "a serial number is not minimal");
    } else {
      require(buffer[at] > 0, "a serial number is negative");
    }
    int length = serialEnd - at;
    require(length <= lastSerial.length, "a serial number is too long");
    require(
        Arrays.compareUnsigned(buffer, at, serialEnd, lastSerial, 0, lastSerialLength) > 0,
        "serial numbers are out of order");
    System.arraycopy(buffer, at, lastSerial, 0, length);
    lastSerialLength = length;
    at = serialEnd;
  }

  private void time(int limit) {
    boolean generalized = at < limit && buffer[at] == Der.GENERALIZED_TIME;
    int timeEnd = header(generalized ? Der.GENERALIZED_TIME : Der.UTC_TIME, limit);
    require(timeEnd - at == (generalized ? 15 : 13), "a time has a wrong length");
    digits(timeEnd);
  }

  private void digits(int timeEnd) {
    while (at < timeEnd - 1) {
      require(buffer[at] >= '0' && buffer[at] <= '9', "a time is none");
      at++;
    }
    require(buffer[at++] == 'Z', "a time is not UTC");
  }

  private void extensions(int extensionsEnd) {
    boolean reasoned = skip(RevokedEntry.REASON, 1, extensionsEnd);
    if (reasoned) {
      int code = buffer[at++];
      require(code > 0 && code < Integer.SIZE && (REASONS >>> code & 1) == 1, "a reason is none");
    }
    int time = RevokedEntry.GENERALIZED_TIME_OCTETS;
    boolean dated = skip(RevokedEntry.INVALIDITY_DATE, time, extensionsEnd);
    if (dated) {
      digits(at + time);
    }
    require(
        (reasoned || dated) && at == extensionsEnd,
        "an entry has an extension that is neither reason nor invalidity date");
  }

  /** Steps over the beginning of an extension, if it is that one and as long as it must be. */
  private boolean skip(byte[] prefix, int value, int limit) {
    boolean found =
        limit - at >= prefix.length + value
            && Arrays.equals(buffer, at, at + prefix.length, prefix, 0, prefix.length);
    at += found ? prefix.length : 0;
    return found;
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw DerReader.malformed(problem);
    }
  }
}

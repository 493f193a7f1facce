package org.jitsuin.crl.write;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.jitsuin.base.Fault;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerTime;
import org.jitsuin.base.model.RevocationReason;

/**
 * Walks over the entries of a finished CRL in a buffer that holds many of them.
 *
 * <p>It takes what {@link RevokedEntry} may write, each serial number greater than the one before
 * it octet by octet, and nothing else. The reason removeFromCRL is for delta CRLs only (RFC 5280
 * §5.3.1).
 */
public final class EntryWalk implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** The codes that an entry may have, as bits: a look-up for each entry would cost an object. */
  private static final int REASONS =
      Arrays.stream(RevocationReason.values())
          .filter(reason -> reason != RevocationReason.UNSPECIFIED)
          .filter(reason -> reason != RevocationReason.REMOVE_FROM_CRL)
          .mapToInt(reason -> 1 << reason.code())
          .sum();

  private static final int REMOVAL = 1 << RevocationReason.REMOVE_FROM_CRL.code();

  private final InputStream in;
  private final int reasons;
  private final byte[] buffer;
  private long unread;
  private int at;
  private int end;
  private final byte[] lastSerial = new byte[RevokedEntry.MAX_SERIAL];
  private int lastSerialLength;
  private int lastReason;
  private boolean ended;

  private EntryWalk(InputStream in, long length, boolean delta) {
    this.in = in;
    this.unread = length;
    this.reasons = delta ? REASONS | REMOVAL : REASONS;
    this.buffer = new byte[(int) Math.min(BUFFER, length)];
  }

  private static EntryWalk of(FileChannel file, CrlLayout.Span entries, boolean delta)
      throws IOException {
    InputStream in = Channels.newInputStream(file.position(entries.start()));
    return new EntryWalk(in, entries.length(), delta);
  }

  /** Begins before the first entry of a complete CRL. */
  public static EntryWalk through(Path crl) throws IOException {
    FileChannel file = FileChannel.open(crl);
    try {
      return of(file, CrlLayout.read(file).entries(), false);
    } catch (Fault | IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Begins before the first entry of a CRL to be. There is one walk through a spool at a time, and
   * it need not be closed.
   *
   * @param delta whether it is a delta CRL
   */
  static EntryWalk through(EntrySpool entries, boolean delta) throws IOException {
    return new EntryWalk(entries.read(), entries.size(), delta);
  }

  /**
   * Counts the entries; throws INTEGRITY_VIOLATED at one that is malformed or out of order.
   *
   * @param entries where they lie in the file, which stays open
   * @param delta whether it is a delta CRL
   */
  static long count(FileChannel file, CrlLayout.Span entries, boolean delta) throws IOException {
    EntryWalk walk = of(file, entries, delta);
    long count = 0;
    while (walk.next()) {
      count++;
    }
    return count;
  }

  /**
   * Goes to the next entry.
   *
   * @return whether there is one
   * @throws Fault INTEGRITY_VIOLATED if it is malformed or out of order
   */
  public boolean next() throws IOException {
    // The last entry in the buffer may be cut off, unless there is nothing behind the buffer.
    while (end - at < RevokedEntry.MAX_OCTETS && unread > 0) {
      fill();
    }
    ended = at == end;
    if (!ended) {
      entry();
    }
    return !ended;
  }

  /**
   * Goes on to the entry of that certificate, or to the first one behind where it would be.
   *
   * @param serial greater than that asked for before
   * @return whether the certificate is listed
   */
  public boolean lists(byte[] serial) throws IOException {
    return lists(serial, serial.length);
  }

  /**
   * Returns whether it lists the certificate at which another walk is; otherwise as {@link
   * #lists(byte[])}.
   */
  boolean lists(EntryWalk other) throws IOException {
    return lists(other.lastSerial, other.lastSerialLength);
  }

  private boolean lists(byte[] serial, int length) throws IOException {
    while (!ended && (lastSerialLength == 0 || compareTo(serial, length) < 0)) {
      next();
    }
    return !ended && compareTo(serial, length) == 0;
  }

  private int compareTo(byte[] serial, int length) {
    return Arrays.compareUnsigned(lastSerial, 0, lastSerialLength, serial, 0, length);
  }

  /** The serial number of the entry where this is. */
  byte[] serial() {
    return Arrays.copyOf(lastSerial, lastSerialLength);
  }

  /**
   * Returns whether the entry at which another walk is gives the same reason as that at which this
   * is.
   */
  boolean agrees(EntryWalk other) {
    return lastReason == other.lastReason;
  }

  /** Returns whether that entry, of a delta CRL, takes the certificate off the CRL. */
  boolean removes() {
    return lastReason == RevocationReason.REMOVE_FROM_CRL.code();
  }

  /** Returns whether that entry says that the certificate is on hold. */
  boolean onHold() {
    return lastReason == RevocationReason.CERTIFICATE_HOLD.code();
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    int wanted = (int) Math.min(buffer.length - end, unread);
    if (in.readNBytes(buffer, end, wanted) < wanted) {
      throw CrlLayout.malformed("it ends early");
    }
    end += wanted;
    unread -= wanted;
  }

  private void entry() {
    lastReason = RevocationReason.UNSPECIFIED.code();
    int entryEnd = header(DerTag.SEQUENCE, end);
    serial(header(DerTag.INTEGER, entryEnd));
    time(entryEnd);
    if (at != entryEnd) {
      extensions(header(DerTag.SEQUENCE, entryEnd));
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
    time(at < limit && buffer[at] == DerTag.GENERALIZED_TIME, limit);
  }

  private void time(boolean generalized, int limit) {
    int timeEnd = header(generalized ? DerTag.GENERALIZED_TIME : DerTag.UTC_TIME, limit);
    require(
        timeEnd - at == (generalized ? DerTime.GENERALIZED_CHARACTERS : DerTime.UTC_CHARACTERS),
        "a time has a wrong length");
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
      require(code > 0 && code < Integer.SIZE && (reasons >>> code & 1) == 1, "a reason is none");
      lastReason = code;
    }
    boolean dated = skip(RevokedEntry.INVALIDITY_DATE, DerTime.GENERALIZED_OCTETS, extensionsEnd);
    if (dated) {
      time(true, extensionsEnd);
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

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw CrlLayout.malformed(problem);
    }
  }
}

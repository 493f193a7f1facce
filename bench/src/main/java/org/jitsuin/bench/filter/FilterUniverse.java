package org.jitsuin.bench.filter;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Mix;
import org.jitsuin.filter.build.Members;

/**
 * Certificates of sixty months in a file for each month. The share of those that are revoked grows
 * evenly with age, from none to twice the mean; one of ten thousand is on hold.
 */
final class FilterUniverse {
  static final int MONTHS = 60;

  private static final long MONTH = Duration.ofDays(30).toMillis();
  private static final long BEGIN = Instant.parse("2022-01-01T00:00:00Z").toEpochMilli();
  private static final int BUFFER = 1 << 16;

  /** The octets of a certificate: two words of its serial number, and its status. */
  private static final int RECORD = 2 * Long.BYTES + 1;

  private static final int AT_ONCE = 4096;
  private static final double ONE_OF = 0x1p-53;
  private static final long HELD_ONE_OF = 10_000;

  /** Which is the status of whom, in a month's file. */
  private static final List<FilterStatus> STATUSES =
      List.of(FilterStatus.GOOD, FilterStatus.REVOKED, FilterStatus.ON_HOLD);

  private final Path directory;
  private final long size;
  private final double share;

  /**
   * @param size how many certificates
   * @param share of them that are revoked
   */
  FilterUniverse(Path directory, long size, double share) {
    this.directory = directory;
    this.size = size;
    this.share = share;
  }

  /** How many are of a month, and revoked. */
  record Count(long all, long revoked) {}

  /** When a month begins; where the last one ends, of the number after it. */
  static long begin(int month) {
    return BEGIN + month * MONTH;
  }

  int size(int month) {
    return Math.toIntExact(size * (month + 1) / MONTHS - size * month / MONTHS);
  }

  private Path file(int month) {
    return directory.resolve("universe-" + month);
  }

  /** Draws the certificates of a month, and says how many are revoked. */
  Count draw(int month) throws IOException {
    double revokedShare = share * 2 * (MONTHS - month - 0.5) / MONTHS;
    int count = size(month);
    long revoked = 0;
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(file(month)), BUFFER))) {
      for (int i = 0; i < count; i++) {
        long seed = ((long) month << 40) + 4L * i;
        long millis = begin(month) + MONTH * i / count;
        FilterStatus status = status(Mix.mix(seed), Mix.mix(seed + 1), revokedShare);
        revoked += status == FilterStatus.REVOKED ? 1 : 0;
        out.writeLong((millis << 16) | (Mix.mix(seed + 2) & 0xffff));
        out.writeLong(Mix.mix(seed + 3));
        out.writeByte(STATUSES.indexOf(status));
      }
    }
    return new Count(count, revoked);
  }

  private static FilterStatus status(long one, long other, double revokedShare) {
    if ((one >>> 11) * ONE_OF < revokedShare) {
      return FilterStatus.REVOKED;
    }
    return Long.remainderUnsigned(other, HELD_ONE_OF) == 0
        ? FilterStatus.ON_HOLD
        : FilterStatus.GOOD;
  }

  /** Is told of each certificate. */
  @FunctionalInterface
  interface Visitor {
    void visit(long high, long low, FilterStatus status);
  }

  void visit(int month, Visitor visitor) throws IOException {
    byte[] octets = new byte[AT_ONCE * RECORD];
    ByteBuffer records = ByteBuffer.wrap(octets);
    try (InputStream in = Files.newInputStream(file(month))) {
      for (int left = size(month); left > 0; left -= AT_ONCE) {
        int length = Math.min(left, AT_ONCE) * RECORD;
        if (in.readNBytes(octets, 0, length) < length) {
          throw new EOFException("a month has less than it should");
        }
        for (int at = 0; at < length; at += RECORD) {
          visitor.visit(
              records.getLong(at),
              records.getLong(at + Long.BYTES),
              STATUSES.get(records.get(at + 2 * Long.BYTES)));
        }
      }
      if (in.read() >= 0) {
        throw new EOFException("a month has more than it should");
      }
    }
  }

  Members members(int month) throws IOException {
    Members members = new Members(size(month));
    visit(month, members::add);
    return members;
  }
}

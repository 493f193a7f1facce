package org.jitsuin.crl.filter.universe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Mix;

/**
 * The file of a span, to which records are added and in which none is changed. A record has three
 * words: the serial number, and when the certificate ends, in seconds shifted by eight bits, with
 * its status in these. The last record of a serial number counts.
 */
final class SpanFile {
  static final int RECORD = 3 * Long.BYTES;
  private static final int STATUS_BITS = 8;
  private static final int AT_ONCE = 8_192;
  private static final FilterStatus[] STATUSES = {
    FilterStatus.GOOD, FilterStatus.REVOKED, FilterStatus.ON_HOLD
  };

  private SpanFile() {}

  /** Returns the checksum over one record more. It finds what disks do, not what people do. */
  static long checksum(long before, FeedRow row) {
    long after = Mix.mix((before ^ row.high()) + Mix.STEP);
    after = Mix.mix((after ^ row.low()) + Mix.STEP);
    return Mix.mix((after ^ word(row)) + Mix.STEP);
  }

  private static long word(FeedRow row) {
    int status = List.of(STATUSES).indexOf(row.status());
    if (status < 0) {
      throw new IllegalArgumentException("no certificate is " + row.status());
    }
    return row.endsSeconds() << STATUS_BITS | status;
  }

  /** Writes records behind those that count, so that the disk has them. */
  static void append(Path file, long records, List<FeedRow> rows) throws IOException {
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.size() < records * RECORD) {
        throw new UniverseDamagedException(file + " is shorter than it was");
      }
      ByteBuffer octets = ByteBuffer.allocate(rows.size() * RECORD);
      for (FeedRow row : rows) {
        octets.putLong(row.high()).putLong(row.low()).putLong(word(row));
      }
      octets.flip();
      long position = records * RECORD;
      while (octets.hasRemaining()) {
        position += channel.write(octets, position);
      }
      channel.force(false);
    }
  }

  /**
   * Reads the records that count into a table.
   *
   * @throws UniverseDamagedException if they are not those that were written
   */
  static void read(Path file, Span span, MemberTable into) throws IOException {
    long checksum = 0;
    ByteBuffer octets = ByteBuffer.allocate(AT_ONCE * RECORD);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long done = 0; done < span.records(); ) {
        int next = (int) Math.min(AT_ONCE, span.records() - done);
        octets.clear().limit(next * RECORD);
        while (octets.hasRemaining()) {
          if (channel.read(octets) < 0) {
            throw new UniverseDamagedException(file + " is shorter than it was");
          }
        }
        octets.flip();
        for (int i = 0; i < next; i++) {
          FeedRow row = row(file, span.issuer(), octets);
          checksum = checksum(checksum, row);
          into.put(row);
        }
        done += next;
      }
    } catch (NoSuchFileException e) {
      throw new UniverseDamagedException(file + " is gone");
    }
    if (checksum != span.checksum()) {
      throw new UniverseDamagedException(file + " is not what was written");
    }
  }

  private static FeedRow row(Path file, int issuer, ByteBuffer octets) throws IOException {
    long high = octets.getLong();
    long low = octets.getLong();
    long word = octets.getLong();
    int status = (int) (word & ((1 << STATUS_BITS) - 1));
    if (status >= STATUSES.length) {
      throw new UniverseDamagedException(file + " is not what was written");
    }
    return new FeedRow(issuer, high, low, word >> STATUS_BITS, STATUSES[status]);
  }
}

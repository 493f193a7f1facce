package org.jitsuin.crl.filter.universe;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jitsuin.base.model.Fingerprint;

/**
 * How far the files of all spans go: it is written when they are on the disk, at once and whole, so
 * that an interruption leaves what was, or what is.
 *
 * @param position in the feed
 * @param spans of all key generations, by these and by time
 */
record UniverseIndex(Position position, List<Span> spans) {
  private static final long MAGIC = 0x4a53464958303031L;
  private static final int HASH = 32;
  private static final int MOST = 1_000_000;

  UniverseIndex {
    spans = List.copyOf(spans);
  }

  /**
   * A place in the feed.
   *
   * @param seq the number of the last row that is in the files; 0 where none is
   * @param row what tells that row from another one of its number, as there is after a database was
   *     set back; 0 where there is none
   */
  record Position(long seq, long row) {
    static final Position START = new Position(0, 0);
  }

  /**
   * Reads it.
   *
   * @throws NoSuchFileException if there is none
   * @throws UniverseDamagedException if it is not what was written
   */
  static UniverseIndex read(Path file) throws IOException {
    byte[] octets = Files.readAllBytes(file);
    int length = octets.length - HASH;
    if (length < 0
        || !Arrays.equals(
            Fingerprint.of(Arrays.copyOf(octets, length)).octets(),
            Arrays.copyOfRange(octets, length, octets.length))) {
      throw new UniverseDamagedException(file + " is not what was written");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets, 0, length));
    if (in.readLong() != MAGIC) {
      throw new UniverseDamagedException(file + " is of another release");
    }
    Position position = new Position(in.readLong(), in.readLong());
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new UniverseDamagedException(file + " is not what was written");
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(
          new Span(
              in.readInt(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    return new UniverseIndex(position, spans);
  }

  void write(Path file) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(octets);
    out.writeLong(MAGIC);
    out.writeLong(position.seq());
    out.writeLong(position.row());
    out.writeInt(spans.size());
    for (Span span : spans) {
      out.writeInt(span.issuer());
      for (long each :
          new long[] {
            span.from(), span.to(), span.records(), span.checksum(), span.latest(), span.lastEnd()
          }) {
        out.writeLong(each);
      }
    }
    out.write(Fingerprint.of(octets.toByteArray()).octets());
    WholeFile.write(file, ByteBuffer.wrap(octets.toByteArray()));
  }
}

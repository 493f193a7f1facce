package org.jitsuin.crl.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.Arrays;

/**
 * The layout of a CRL in its file: where its parts lie, and the small ones themselves. Only the
 * first and the last few kilobytes are read.
 *
 * @param signed the to-be-signed part with its tag and length
 * @param algorithm the DER of the AlgorithmIdentifier in the to-be-signed part
 * @param issuer the DER of the name
 * @param entries the content of revokedCertificates, empty where that is absent
 * @param extensions {@code crlExtensions [0]}
 * @param tail what follows the to-be-signed part
 */
record CrlLayout(
    Span signed,
    ByteBuffer algorithm,
    ByteBuffer issuer,
    Instant thisUpdate,
    Instant nextUpdate,
    Span entries,
    ByteBuffer extensions,
    ByteBuffer tail) {
  private static final int HEAD = 1 << 13;
  private static final int MAX_SMALL_PART = 1 << 13;
  private static final byte[] VERSION_2 = {1};

  /** Octets of the file. */
  record Span(long start, long length) {
    long end() {
      return start + length;
    }
  }

  /** Reads the layout; throws INTEGRITY_VIOLATED where the file is no CRL of version 2. */
  static CrlLayout read(FileChannel file) throws IOException {
    long size = file.size();
    ByteBuffer head = part(file, new Span(0, Math.min(size, HEAD)));
    DerReader reader = new DerReader(head);
    Span whole = content(reader, Der.SEQUENCE);
    long start = reader.position();
    Span toBeSigned = content(reader, Der.SEQUENCE);
    if (whole.end() != size || toBeSigned.end() > size) {
      throw DerReader.malformed("its length is not that of the file");
    }
    if (!Arrays.equals(reader.content(Der.INTEGER), VERSION_2)) {
      throw DerReader.malformed("its version is not 2");
    }
    ByteBuffer algorithm = ByteBuffer.wrap(reader.element(Der.SEQUENCE));
    ByteBuffer issuer = ByteBuffer.wrap(reader.element(Der.SEQUENCE));
    Instant thisUpdate = reader.time();
    Instant nextUpdate = reader.time();
    Span entries = entries(reader);
    return new CrlLayout(
        new Span(start, toBeSigned.end() - start),
        algorithm,
        issuer,
        thisUpdate,
        nextUpdate,
        entries,
        part(file, new Span(entries.end(), toBeSigned.end() - entries.end())),
        part(file, new Span(toBeSigned.end(), size - toBeSigned.end())));
  }

  private static Span entries(DerReader reader) {
    if (reader.peekTag() != Der.SEQUENCE) {
      return new Span(reader.position(), 0);
    }
    Span entries = content(reader, Der.SEQUENCE);
    if (entries.length() == 0) {
      throw DerReader.malformed("an empty list of entries must be left out");
    }
    return entries;
  }

  private static Span content(DerReader reader, int tag) {
    long length = reader.header(tag);
    return new Span(reader.position(), length);
  }

  private static ByteBuffer part(FileChannel file, Span span) throws IOException {
    if (span.length() < 0 || span.length() > MAX_SMALL_PART) {
      throw DerReader.malformed("a part has " + span.length() + " octets");
    }
    ByteBuffer part = ByteBuffer.allocate((int) span.length());
    while (part.hasRemaining()) {
      if (file.read(part, span.start() + part.position()) < 0) {
        throw DerReader.malformed("it ends early");
      }
    }
    return part.flip();
  }
}

package org.jitsuin.crl.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.Arrays;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.model.Bytes;

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
    Bytes algorithm,
    Bytes issuer,
    Instant thisUpdate,
    Instant nextUpdate,
    Span entries,
    Bytes extensions,
    Bytes tail) {
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
    try {
      return parse(file);
    } catch (DerException e) {
      throw malformed(e.getMessage());
    }
  }

  private static CrlLayout parse(FileChannel file) throws IOException, DerException {
    long size = file.size();
    DerReader reader = new DerReader(part(file, new Span(0, Math.min(size, HEAD))));
    Span whole = content(reader, DerTag.SEQUENCE);
    long start = reader.position();
    Span toBeSigned = content(reader, DerTag.SEQUENCE);
    if (whole.end() != size || toBeSigned.end() > size) {
      throw malformed("its length is not that of the file");
    }
    if (!Arrays.equals(reader.content(DerTag.INTEGER), VERSION_2)) {
      throw malformed("its version is not 2");
    }
    Bytes algorithm = Bytes.of(reader.whole(DerTag.SEQUENCE));
    Bytes issuer = Bytes.of(reader.whole(DerTag.SEQUENCE));
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
        Bytes.of(part(file, new Span(entries.end(), toBeSigned.end() - entries.end()))),
        Bytes.of(part(file, new Span(toBeSigned.end(), size - toBeSigned.end()))));
  }

  private static Span entries(DerReader reader) throws DerException {
    if (!reader.nextIs(DerTag.SEQUENCE)) {
      return new Span(reader.position(), 0);
    }
    Span entries = content(reader, DerTag.SEQUENCE);
    if (entries.length() == 0) {
      throw malformed("an empty list of entries must be left out");
    }
    return entries;
  }

  /** Where the content of an element lies, which may end behind what was read of the file. */
  private static Span content(DerReader reader, int tag) throws DerException {
    long length = reader.header(tag);
    return new Span(reader.position(), length);
  }

  private static byte[] part(FileChannel file, Span span) throws IOException {
    if (span.length() < 0 || span.length() > MAX_SMALL_PART) {
      throw malformed("a part has " + span.length() + " octets");
    }
    ByteBuffer part = ByteBuffer.allocate((int) span.length());
    while (part.hasRemaining()) {
      if (file.read(part, span.start() + part.position()) < 0) {
        throw malformed("it ends early");
      }
    }
    return part.array();
  }

  static Fault malformed(String problem) {
    return new Fault(FaultCode.INTEGRITY_VIOLATED, "the CRL is malformed: " + problem);
  }
}

package org.jitsuin.crl.http;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** The body of an answer. */
sealed interface Content {
  /** Returns the length in octets. */
  long length();

  /**
   * Content that is held in memory.
   *
   * @param packed the same compressed with gzip, where that is worth it
   */
  record Bytes(ByteBuffer bytes, Optional<ByteBuffer> packed) implements Content {
    public Bytes {
      bytes = bytes.asReadOnlyBuffer();
      packed = packed.map(ByteBuffer::asReadOnlyBuffer);
    }

    @Override
    public long length() {
      return bytes.remaining();
    }
  }

  /** A file that does not change, beside which the same may be compressed. */
  record Stored(Path file, long length) implements Content {}
}

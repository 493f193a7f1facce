package org.jitsuin.repository.http;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

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

  /**
   * A file that does not change.
   *
   * @param packed the size of the file beside it that holds the same compressed, where there is one
   */
  record Stored(Path file, long length, OptionalLong packed) implements Content {}
}

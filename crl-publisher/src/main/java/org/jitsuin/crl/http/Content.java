package org.jitsuin.crl.http;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The body of an answer. */
sealed interface Content {
  /** In octets. */
  long length();

  /** Held in memory. */
  record Bytes(ByteBuffer bytes) implements Content {
    public Bytes {
      bytes = bytes.asReadOnlyBuffer();
    }

    @Override
    public long length() {
      return bytes.remaining();
    }
  }

  /** A file that does not change, beside which the same may be compressed. */
  record Stored(Path file, long length) implements Content {}

  /** The same compressed with gzip. */
  record Packed(Path file, long length) implements Content {}
}

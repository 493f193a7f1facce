package org.jitsuin.repository.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.QValueParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.jitsuin.base.repository.RepositoryFiles;

/** Chooses between a representation and the same compressed (RFC 9110 §12.5.3). */
final class Packing {
  static final String GZIP = "gzip";

  /**
   * The least size in octets that is worth compressing: smaller content would not arrive sooner.
   */
  private static final int LEAST = 4 << 10;

  private Packing() {}

  /**
   * The content that the client gets.
   *
   * @param packed whether it is compressed
   */
  record Chosen(Content content, boolean packed) {}

  /** Compressed if it is there so and gzip is named among what the client takes. */
  static Chosen chosen(HeaderMap request, Content content) {
    // A part of a CRL is a part of what others keep, so it is never one of the compressed octets.
    if (request.contains(Headers.RANGE) || !taken(request)) {
      return new Chosen(content, false);
    }
    return packed(content)
        .map(packed -> new Chosen(packed, true))
        .orElseGet(() -> new Chosen(content, false));
  }

  /** Returns whether the content depends on what encodings the client accepts. */
  static boolean varies(Content content) {
    return switch (content) {
      case Content.Bytes body -> body.packed().isPresent();
      case Content.Stored _ -> true;
    };
  }

  private static Optional<Content> packed(Content content) {
    return switch (content) {
      case Content.Bytes body ->
          body.packed().map(packed -> new Content.Bytes(packed, Optional.empty()));
      case Content.Stored stored -> packed(stored).filter(Packing::isThere).map(one -> one);
    };
  }

  private static Optional<Content.Stored> packed(Content.Stored stored) {
    return stored.packed().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Content.Stored(
                RepositoryFiles.packed(stored.file()),
                stored.packed().getAsLong(),
                OptionalLong.empty()));
  }

  /** Returns whether there still is a file of that length. */
  static boolean isThere(Content.Stored stored) {
    try {
      return Files.size(stored.file()) == stored.length();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean taken(HeaderMap request) {
    HeaderValues accepted = request.get(Headers.ACCEPT_ENCODING);
    return accepted != null
        && QValueParser.parse(accepted).stream()
            .flatMap(Collection::stream)
            .anyMatch(one -> one.getValue().equalsIgnoreCase(GZIP) && !one.isQValueZero());
  }

  /** The same compressed; empty where it is not worth it. */
  static Optional<ByteBuffer> pack(byte[] body) {
    if (body.length < LEAST) {
      return Optional.empty();
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return Optional.of(ByteBuffer.wrap(packed.toByteArray()))
        .filter(smaller -> smaller.remaining() < body.length);
  }
}

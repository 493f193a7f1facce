package org.jitsuin.repository.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;

/**
 * A representation: what an address stands for at the moment (RFC 9110 §3.2).
 *
 * @param type the media type
 * @param fingerprint of the content: its entity tag
 * @param lastModified when it came to be, in whole seconds, where that is known
 * @param cacheControl what caches may do with it (RFC 9111 §5.2.2)
 */
record Representation(
    String type,
    Fingerprint fingerprint,
    Optional<Instant> lastModified,
    String cacheControl,
    Content content) {
  /** Returns the Cache-Control of content that changes from time to time. */
  static String freshFor(Duration duration) {
    return "public, max-age=" + duration.toSeconds() + ", must-revalidate";
  }

  static Representation of(String type, byte[] body, String cacheControl) {
    return of(type, body, Optional.empty(), cacheControl);
  }

  /** Returns a representation of a text, which is also there compressed where that is worth it. */
  static Representation ofText(String type, byte[] body, String cacheControl) {
    return of(type, body, Packing.pack(body), cacheControl);
  }

  private static Representation of(
      String type, byte[] body, Optional<ByteBuffer> packed, String cacheControl) {
    return new Representation(
        type,
        Fingerprint.of(body),
        Optional.empty(),
        cacheControl,
        new Content.Bytes(ByteBuffer.wrap(body), packed));
  }
}

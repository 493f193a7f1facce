package org.jitsuin.crl.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;

/**
 * What an address stands for at the moment (RFC 9110 §3.2).
 *
 * @param type the media type
 * @param fingerprint of the content: its entity tag
 * @param lastModified when it came to be, where that is known
 * @param freshFor how long a cache may hand it out without asking
 */
record Representation(
    String type,
    Fingerprint fingerprint,
    Optional<Instant> lastModified,
    Duration freshFor,
    Content content) {
  static Representation of(String type, byte[] body, Duration freshFor) {
    return new Representation(
        type,
        Fingerprint.of(body),
        Optional.empty(),
        freshFor,
        new Content.Bytes(ByteBuffer.wrap(body)));
  }
}

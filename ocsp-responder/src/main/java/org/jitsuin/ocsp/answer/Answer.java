package org.jitsuin.ocsp.answer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ocsp.wire.ResponseStatus;

/** An encoded OCSPResponse and what HTTP caches may do with it. */
public final class Answer {
  private final byte[] encoded;
  private final Optional<Caching> caching;

  private Answer(byte[] encoded, Optional<Caching> caching) {
    this.encoded = encoded;
    this.caching = caching;
  }

  /**
   * How an answer may be cached (RFC 5019 §6).
   *
   * @param lastModified the thisUpdate
   * @param expires the nextUpdate
   * @param entityTag names these octets; without quotation marks
   */
  public record Caching(Instant lastModified, Instant expires, String entityTag) {}

  /** An unsigned refusal; never cached. */
  static Answer refusal(ResponseStatus status) {
    return new Answer(status.encoded(), Optional.empty());
  }

  /** A signed response that must not be given to anyone else. */
  static Answer signedForOne(byte[] encoded) {
    return new Answer(encoded, Optional.empty());
  }

  /** A signed response that is the same for all who ask. */
  static Answer signedForAll(byte[] encoded, Instant thisUpdate, Instant nextUpdate) {
    String entityTag = Fingerprint.of(encoded).toString();
    return new Answer(encoded, Optional.of(new Caching(thisUpdate, nextUpdate, entityTag)));
  }

  /** The octets, not to be changed. */
  public ByteBuffer encoded() {
    return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
  }

  /** How it may be cached; empty where it may not. */
  public Optional<Caching> caching() {
    return caching;
  }
}

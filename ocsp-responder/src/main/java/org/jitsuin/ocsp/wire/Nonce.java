package org.jitsuin.ocsp.wire;

import java.util.Optional;

/**
 * What ties a response to one request (RFC 9654 §2.1). Its length is that of the OCTET STRING
 * inside the extension's value: 1 to 128 octets.
 */
public final class Nonce {
  private static final int MAX_OCTETS = 128;

  private final byte[] octets;

  private Nonce(byte[] octets) {
    this.octets = octets;
  }

  /** A nonce of those octets; empty if they are none or too many. */
  static Optional<Nonce> of(byte[] octets) {
    return octets.length >= 1 && octets.length <= MAX_OCTETS
        ? Optional.of(new Nonce(octets))
        : Optional.empty();
  }

  byte[] octets() {
    return octets.clone();
  }
}

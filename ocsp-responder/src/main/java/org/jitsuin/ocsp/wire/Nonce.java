package org.jitsuin.ocsp.wire;

import java.util.Optional;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;

/**
 * The nonce that ties a response to one request (RFC 9654 §2.1): the value of the extension, which
 * the response repeats octet by octet.
 *
 * <p>It is an OCTET STRING of 1 to 128 octets. Clients older than RFC 8954 often send the octets
 * without one, as RFC 2560 did not say how they are encoded; they are told the same octets, since
 * these are what they compare.
 */
public final class Nonce {
  private static final int MAX_OCTETS = 128;

  private final byte[] value;

  private Nonce(byte[] value) {
    this.value = value;
  }

  /** The nonce in an extension's value; empty if it is of no octets or too many. */
  static Optional<Nonce> of(byte[] value) {
    int octets = inOctetString(value).orElse(value.length);
    return octets >= 1 && octets <= MAX_OCTETS ? Optional.of(new Nonce(value)) : Optional.empty();
  }

  /** Returns the length of the OCTET STRING that the value is; empty if it is none. */
  private static Optional<Integer> inOctetString(byte[] value) {
    try {
      DerReader reader = new DerReader(value);
      byte[] octets = reader.content(DerTag.OCTET_STRING);
      reader.finish();
      return Optional.of(octets.length);
    } catch (DerException e) {
      return Optional.empty();
    }
  }

  /** The extension's value as it came. */
  byte[] value() {
    return value.clone();
  }
}

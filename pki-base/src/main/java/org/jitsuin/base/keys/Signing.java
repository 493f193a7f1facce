package org.jitsuin.base.keys;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.jitsuin.base.Fault;

/**
 * One message that is being signed: begun with {@link SigningKey#begin()}, brought in pieces, and
 * signed at its end. What is kept of it has a fixed size, so it may be of any length. For one
 * thread, and for one signature.
 */
public interface Signing {
  /** Takes the next octets of the message. */
  void update(byte[] octets, int offset, int length);

  /** Takes the next octets of the message. */
  default void update(byte[] octets) {
    update(octets, 0, octets.length);
  }

  /** The same as a stream; to close it does nothing. */
  default OutputStream stream() {
    return new SigningStream(this);
  }

  /**
   * Signs what was brought.
   *
   * @return the signature value as it stands in certificates: PKCS #1 v1.5, the DER of
   *     ECDSA-Sig-Value, or the octets of FIPS 204
   * @throws Fault if the token cannot sign now
   */
  byte[] sign();

  /**
   * Signs without waiting for a token; otherwise as {@link #sign()}.
   *
   * @return completed by the thread that signs, or by a timer with a {@link Fault} where no thread
   *     came to it before the deadline; what depends on it should be short
   */
  CompletableFuture<byte[]> signLater();
}

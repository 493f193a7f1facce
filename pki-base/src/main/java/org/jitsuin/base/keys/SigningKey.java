package org.jitsuin.base.keys;

import java.util.concurrent.CompletableFuture;
import org.jitsuin.base.Fault;

/** A private key that can be used but not read. */
public interface SigningKey {
  SignatureScheme scheme();

  /**
   * Signs a digest made with {@link SignatureScheme#newDigest()}.
   *
   * @return the signature value as it stands in certificates: PKCS #1 v1.5, or the DER of
   *     ECDSA-Sig-Value
   * @throws Fault if the token cannot sign now
   */
  byte[] signDigest(byte[] digest);

  /**
   * Signs a digest without waiting for a token; otherwise as {@link #signDigest(byte[])}.
   *
   * @return completed by the thread that signs, or by a timer with a {@link Fault} where no thread
   *     came to it before the deadline; what depends on it should be short
   */
  default CompletableFuture<byte[]> signDigestLater(byte[] digest) {
    return CompletableFuture.completedFuture(signDigest(digest));
  }

  /** Signs a message held in memory; see {@link #signDigest(byte[])}. */
  default byte[] sign(byte[] message) {
    return signDigest(scheme().newDigest().digest(message));
  }
}

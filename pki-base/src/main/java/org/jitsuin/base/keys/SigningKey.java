package org.jitsuin.base.keys;

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

  /** Signs a message held in memory; see {@link #signDigest(byte[])}. */
  default byte[] sign(byte[] message) {
    return signDigest(scheme().newDigest().digest(message));
  }
}

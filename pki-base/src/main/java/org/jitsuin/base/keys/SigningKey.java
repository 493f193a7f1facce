package org.jitsuin.base.keys;

import org.jitsuin.base.Fault;

/** A private key that can be used but not read. */
public interface SigningKey {
  SignatureScheme scheme();

  /**
   * Begins a message, which is signed when all of it was brought.
   *
   * @throws Fault if the token must be asked for something about the key, and cannot answer now
   */
  Signing begin();

  /** Signs a message held in memory; see {@link Signing#sign()}. */
  default byte[] sign(byte[] message) {
    Signing signing = begin();
    signing.update(message);
    return signing.sign();
  }
}

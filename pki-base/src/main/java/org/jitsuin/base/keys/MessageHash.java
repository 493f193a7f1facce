package org.jitsuin.base.keys;

import java.security.MessageDigest;
import java.security.PublicKey;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * What is kept of a message while it passes by, and what of it a key signs in the end: its digest,
 * or with ML-DSA the octets that FIPS 204 calls μ. These are bound to the key: SHAKE256 over the
 * hash of the public key, a zero, the length of the context, the context, which is empty (RFC 9881
 * §2), and the message; 64 of them.
 */
interface MessageHash {
  void update(byte[] octets, int offset, int length);

  /** Ends it: nothing can be brought afterwards. */
  byte[] end();

  static MessageHash digest(MessageDigest digest) {
    return new MessageHash() {
      @Override
      public void update(byte[] octets, int offset, int length) {
        digest.update(octets, offset, length);
      }

      @Override
      public byte[] end() {
        return digest.digest();
      }
    };
  }

  /**
   * @param key whose private half will sign
   */
  static MessageHash mu(PublicKey key) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(false, MlDsaKeys.parameters(key));
    return new MessageHash() {
      @Override
      public void update(byte[] octets, int offset, int length) {
        signer.update(octets, offset, length);
      }

      @Override
      public byte[] end() {
        try {
          return signer.generateMu();
        } catch (CryptoException e) {
          throw new IllegalStateException("μ is a hash, which nothing keeps from being made", e);
        }
      }
    };
  }
}

package org.jitsuin.base.keys;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * The check of a signature under a message that passes by in pieces: as with {@link Signing}, what
 * is kept has a fixed size.
 */
public interface SignatureVerifier {
  /** Takes the next octets of the message. */
  void update(byte[] octets, int offset, int length) throws GeneralSecurityException;

  /**
   * Returns whether it is a signature of what was brought.
   *
   * @throws GeneralSecurityException for some of what is no signature at all
   */
  boolean verifies(byte[] signature) throws GeneralSecurityException;

  /**
   * Begins a check, with the JDK. Of ML-DSA, where that keeps the whole message until its end, with
   * Bouncy Castle.
   */
  static SignatureVerifier begin(SignatureScheme scheme, PublicKey key)
      throws GeneralSecurityException {
    return scheme.isMlDsa() ? mlDsa(key) : classical(scheme, key);
  }

  private static SignatureVerifier classical(SignatureScheme scheme, PublicKey key)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.jcaName());
    verifier.initVerify(key);
    return new SignatureVerifier() {
      @Override
      public void update(byte[] octets, int offset, int length) throws GeneralSecurityException {
        verifier.update(octets, offset, length);
      }

      @Override
      public boolean verifies(byte[] signature) throws GeneralSecurityException {
        return verifier.verify(signature);
      }
    };
  }

  private static SignatureVerifier mlDsa(PublicKey key) {
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(false, MlDsaKeys.parameters(key));
    return new SignatureVerifier() {
      @Override
      public void update(byte[] octets, int offset, int length) {
        verifier.update(octets, offset, length);
      }

      @Override
      public boolean verifies(byte[] signature) {
        return verifier.verifySignature(signature);
      }
    };
  }
}

package org.jitsuin.card.applet;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.crypto.Cipher;
import org.jitsuin.card.state.CardKey;

/** The raw signatures that the card makes. */
final class KeySigner {
  /** What PKCS #1 v1.5 padding leaves of 256 octets (RFC 8017 §9.2). */
  private static final int MOST_RSA_INPUT = 245;

  /** The length of the order of P-384: more of a digest would be cut off. */
  private static final int MOST_EC_INPUT = 48;

  private KeySigner() {}

  /** Whether that many octets can be signed. */
  static boolean takes(CardKey key, int length) {
    return length > 0 && length <= (key.scheme().isRsa() ? MOST_RSA_INPUT : MOST_EC_INPUT);
  }

  /**
   * Signs octets as they are. RSA: they are padded (EMSA-PKCS1-v1_5 of type 1, whatever they are),
   * and the signature has 256 octets. P-384: they are the digest, and the signature is r and s, 48
   * octets each.
   */
  static byte[] sign(CardKey key, byte[] input, SecureRandom random) {
    try {
      PrivateKey privateKey = privateKey(key);
      if (key.scheme().isRsa()) {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, privateKey, random);
        return cipher.doFinal(input);
      }
      Signature signature = Signature.getInstance("NONEwithECDSAinP1363Format");
      signature.initSign(privateKey, random);
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key of this card does not sign", e);
    }
  }

  /** Signs a message, in the form that a certification request has. */
  static byte[] signMessage(CardKey key, byte[] message, SecureRandom random) {
    try {
      Signature signature = Signature.getInstance(key.scheme().jcaName());
      signature.initSign(privateKey(key), random);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key of this card does not sign", e);
    }
  }

  private static PrivateKey privateKey(CardKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance(key.scheme().keyAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(key.privateKey().bytes()));
  }
}

package org.jitsuin.card.applet;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.OptionalInt;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.jitsuin.card.state.CardKey;

/** The raw signatures that the card makes. */
final class KeySigner {
  /** What PKCS #1 v1.5 padding leaves of 256 octets (RFC 8017 §9.2). */
  private static final int MOST_RSA_INPUT = 245;

  /** The length of the order of P-384: more of a digest would be cut off. */
  private static final int MOST_EC_INPUT = 48;

  private KeySigner() {}

  /** The status that refuses to sign that many octets in that form; empty if the key signs them. */
  static OptionalInt refusal(CardKey key, SignatureForm form, int length) {
    if (!key.scheme().isRsa() && form != SignatureForm.AS_IT_IS) {
      return OptionalInt.of(StatusWord.WRONG_PARAMETERS);
    }
    if (length == 0 || (form == SignatureForm.AS_IT_IS && length > most(key))) {
      return OptionalInt.of(StatusWord.WRONG_LENGTH);
    }
    return form.wantsAnotherLength(length)
        ? OptionalInt.of(StatusWord.CONDITIONS_NOT_SATISFIED)
        : OptionalInt.empty();
  }

  private static int most(CardKey key) {
    return key.scheme().isRsa() ? MOST_RSA_INPUT : MOST_EC_INPUT;
  }

  /**
   * Signs. RSA: in the form that is asked for, and the signature has 256 octets. P-384: the octets
   * are the digest, and the signature is r and s, 48 octets each.
   */
  static byte[] sign(CardKey key, SignatureForm form, byte[] input, SecureRandom random) {
    try {
      if (key.scheme().isRsa()) {
        byte[] content = form.content(input);
        return form.padding() == SignatureForm.Padding.PSS
            ? signPss(key, content, random)
            : signPkcs1(key, content, random);
      }
      PrivateKey privateKey = privateKey(key);
      Signature signature = Signature.getInstance("NONEwithECDSAinP1363Format");
      signature.initSign(privateKey, random);
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key of this card does not sign", e);
    }
  }

  private static byte[] signPkcs1(CardKey key, byte[] content, SecureRandom random)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, privateKey(key), random);
    return cipher.doFinal(content);
  }

  /** Java's own makes the digest itself, and cannot be given one. */
  private static byte[] signPss(CardKey key, byte[] digest, SecureRandom random)
      throws GeneralSecurityException {
    try {
      PSSSigner signer = PSSSigner.createRawSigner(new RSABlindedEngine(), new SHA256Digest());
      AsymmetricKeyParameter parameter = PrivateKeyFactory.createKey(key.privateKey().bytes());
      signer.init(true, new ParametersWithRandom(parameter, random));
      signer.update(digest, 0, digest.length);
      return signer.generateSignature();
    } catch (IOException | CryptoException e) {
      throw new GeneralSecurityException(e);
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

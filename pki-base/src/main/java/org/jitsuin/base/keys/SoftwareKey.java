package org.jitsuin.base.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * A key in memory: for what must not be signed by an authority's key, such as the copy of a
 * certificate that is linted before the real one is signed.
 */
public final class SoftwareKey implements SigningKey {
  private final SignatureScheme scheme;
  private final KeyPair pair;

  private SoftwareKey(SignatureScheme scheme, KeyPair pair) {
    this.scheme = scheme;
    this.pair = pair;
  }

  /** A key that was made before, and kept. */
  public static SoftwareKey of(SignatureScheme scheme, KeyPair pair) {
    return new SoftwareKey(scheme, pair);
  }

  public static SoftwareKey generate(SignatureScheme scheme) {
    try {
      return new SoftwareKey(
          scheme, generate(scheme, KeyPairGenerator.getInstance(scheme.keyAlgorithm())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes " + scheme.id() + " keys", e);
    }
  }

  /** Makes a key pair of the scheme's kind and size with that generator. */
  static KeyPair generate(SignatureScheme scheme, KeyPairGenerator generator)
      throws InvalidAlgorithmParameterException {
    if (scheme.isRsa()) {
      generator.initialize(scheme.bits());
    } else if (scheme.isElliptic()) {
      generator.initialize(new ECGenParameterSpec(scheme.curve()));
    } else {
      generator.initialize(new NamedParameterSpec(scheme.jcaName()));
    }
    return generator.generateKeyPair();
  }

  public PublicKey publicKey() {
    return pair.getPublic();
  }

  /** The pair itself, for what signs with it in memory. */
  public KeyPair pair() {
    return pair;
  }

  /**
   * The private key for what is written to a file. Its PKCS #8 encoding has the public key of an EC
   * key in it (RFC 5915 §3), as OpenSSL writes it: the JDK leaves it out, and GnuTLS then refuses
   * the key.
   */
  public PrivateKey privateKey() {
    return scheme.isElliptic() ? CompleteEcKey.of(pair) : pair.getPrivate();
  }

  @Override
  public SignatureScheme scheme() {
    return scheme;
  }

  @Override
  public Signing begin() {
    return scheme.isMlDsa()
        ? new HashedSigning(MessageHash.mu(pair.getPublic()), this::signMu)
        : new HashedSigning(MessageHash.digest(scheme.newDigest()), this::signDigest);
  }

  private byte[] signMu(byte[] mu) {
    try {
      MLDSASigner signer = new MLDSASigner();
      signer.init(true, PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()));
      return signer.generateMuSignature(mu);
    } catch (IOException | CryptoException e) {
      throw new IllegalStateException("a fresh " + scheme.id() + " key does not sign", e);
    }
  }

  private byte[] signDigest(byte[] digest) {
    try {
      byte[] input = scheme.rawInput(digest);
      if (scheme.isRsa()) {
        // The JDK's own providers have no raw RSA signature; the cipher pads the same way.
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, pair.getPrivate());
        return cipher.doFinal(input);
      }
      Signature signature = Signature.getInstance(scheme.rawJcaName());
      signature.initSign(pair.getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a fresh " + scheme.id() + " key does not sign", e);
    }
  }
}

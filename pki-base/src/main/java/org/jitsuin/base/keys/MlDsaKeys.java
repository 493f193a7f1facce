package org.jitsuin.base.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * Keys of ML-DSA-65 (FIPS 204), of which the private half is the seed of 32 octets that all else is
 * computed from (RFC 9881 §6 calls that form preferable). Bouncy Castle signs: the JDK keeps the
 * whole message until its end, and takes no μ.
 */
final class MlDsaKeys {
  /** The octets of a seed. */
  static final int SEED = 32;

  private MlDsaKeys() {}

  private static MLDSAPrivateKeyParameters expand(byte[] seed) {
    // Of its own, since it is overwritten when the expanded key is.
    return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed.clone());
  }

  /** Draws a seed; whoever asked for it overwrites it. */
  static byte[] newSeed(SecureRandom random) {
    byte[] seed = new byte[SEED];
    random.nextBytes(seed);
    return seed;
  }

  /** The public key of a seed, as the JDK has it. */
  static PublicKey publicKey(byte[] seed) {
    MLDSAPrivateKeyParameters expanded = expand(seed);
    try {
      byte[] info =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(expanded.getPublicKeyParameters())
              .getEncoded();
      return KeyFactory.getInstance("ML-DSA").generatePublic(new X509EncodedKeySpec(info));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the JDK reads the key that was computed", e);
    } finally {
      expanded.destroy();
    }
  }

  /** The public key as Bouncy Castle has it. */
  static MLDSAPublicKeyParameters parameters(PublicKey key) {
    return new MLDSAPublicKeyParameters(
        MLDSAParameters.ml_dsa_65,
        SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getOctets());
  }

  /** Signs μ, with random octets of its own in each signature (FIPS 204 §3.4, "hedged"). */
  static byte[] sign(byte[] seed, byte[] mu, SecureRandom random) {
    MLDSAPrivateKeyParameters expanded = expand(seed);
    try {
      MLDSASigner signer = new MLDSASigner();
      signer.init(true, new ParametersWithRandom(expanded, random));
      return signer.generateMuSignature(mu);
    } catch (CryptoException e) {
      throw new IllegalStateException("an ML-DSA-65 key does not sign", e);
    } finally {
      expanded.destroy();
    }
  }

  /** Overwrites a seed. */
  static void forget(byte[] seed) {
    Arrays.fill(seed, (byte) 0);
  }
}

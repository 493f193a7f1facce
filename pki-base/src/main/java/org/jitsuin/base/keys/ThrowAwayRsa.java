package org.jitsuin.base.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;

/**
 * RSA with its exponents exchanged: the private one is 3, so that signing takes two
 * multiplications, and the public one is as long as the modulus.
 */
record ThrowAwayRsa(BigInteger modulus, BigInteger publicExponent)
    implements ThrowAwayKey.Arithmetic {
  private static final BigInteger PRIVATE_EXPONENT = RSAKeyGenParameterSpec.F0;
  private static final int LEAST_PADDING = 8;

  static ThrowAwayRsa generate(SignatureScheme scheme) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(scheme.keyAlgorithm());
      generator.initialize(new RSAKeyGenParameterSpec(scheme.bits(), PRIVATE_EXPONENT));
      KeyPair pair = generator.generateKeyPair();
      RSAPrivateKey key = (RSAPrivateKey) pair.getPrivate();
      return new ThrowAwayRsa(key.getModulus(), key.getPrivateExponent());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes RSA keys", e);
    }
  }

  @Override
  public byte[] sign(byte[] input) {
    BigInteger signature = padded(input).modPow(PRIVATE_EXPONENT, modulus);
    return ThrowAwayKey.octets(signature, length());
  }

  @Override
  public boolean verifies(byte[] input, byte[] signature) {
    return new BigInteger(1, signature).modPow(publicExponent, modulus).equals(padded(input));
  }

  /** {@code 00 01 FF … FF 00 || DigestInfo} (EMSA-PKCS1-v1_5, RFC 8017 §9.2). */
  private BigInteger padded(byte[] digestInfo) {
    byte[] padded = new byte[length()];
    int separator = padded.length - digestInfo.length - 1;
    if (separator < LEAST_PADDING + 2) {
      throw new IllegalArgumentException("too long to be signed");
    }
    padded[1] = 1;
    Arrays.fill(padded, 2, separator, (byte) 0xff);
    System.arraycopy(digestInfo, 0, padded, separator + 1, digestInfo.length);
    return new BigInteger(1, padded);
  }

  private int length() {
    return modulus.bitLength() / Byte.SIZE;
  }
}

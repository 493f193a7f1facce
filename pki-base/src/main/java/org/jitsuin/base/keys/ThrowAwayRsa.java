package org.jitsuin.base.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;

/**
 * RSA with its exponents exchanged: the private one is 3, and the public one is as long as the
 * modulus.
 *
 * <p>What is signed is a constant of the key's length plus a short number, {@code c + d}. Its cube
 * is {@code c³ + d(3c² + d(3c + d))}, of which all powers of the constant are known beforehand, so
 * that one short division is left.
 */
final class ThrowAwayRsa implements ThrowAwayKey.Arithmetic {
  private static final BigInteger PRIVATE_EXPONENT = RSAKeyGenParameterSpec.F0;
  private static final BigInteger THREE = PRIVATE_EXPONENT;
  private static final int LEAST_PADDING = 8;

  private final BigInteger modulus;
  private final BigInteger publicExponent;
  private final int inputLength;
  private final BigInteger cube;
  private final BigInteger threeSquares;
  private final BigInteger threefold;

  /**
   * @param inputLength of what it will sign, in octets
   */
  ThrowAwayRsa(BigInteger modulus, BigInteger publicExponent, int inputLength) {
    this.modulus = modulus;
    this.publicExponent = publicExponent;
    this.inputLength = inputLength;
    BigInteger constant = padded(new byte[inputLength]);
    this.cube = constant.modPow(PRIVATE_EXPONENT, modulus);
    this.threeSquares = constant.multiply(constant).multiply(THREE).mod(modulus);
    this.threefold = constant.multiply(THREE);
  }

  static ThrowAwayRsa generate(SignatureScheme scheme) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(scheme.keyAlgorithm());
      generator.initialize(new RSAKeyGenParameterSpec(scheme.bits(), PRIVATE_EXPONENT));
      KeyPair pair = generator.generateKeyPair();
      RSAPrivateKey key = (RSAPrivateKey) pair.getPrivate();
      int inputLength = scheme.rawInput(scheme.newDigest().digest()).length;
      return new ThrowAwayRsa(key.getModulus(), key.getPrivateExponent(), inputLength);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes RSA keys", e);
    }
  }

  @Override
  public byte[] sign(byte[] input) {
    if (input.length != inputLength) {
      throw new IllegalArgumentException("another length than that of its scheme");
    }
    BigInteger d = new BigInteger(1, input);
    BigInteger signature =
        threefold.add(d).multiply(d).add(threeSquares).multiply(d).add(cube).mod(modulus);
    return ThrowAwayKey.octets(signature, length());
  }

  BigInteger modulus() {
    return modulus;
  }

  BigInteger publicExponent() {
    return publicExponent;
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

package org.jitsuin.ca.lint;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds keys that must not be certified although their kind and size are right. For elliptic curves
 * the parser has already seen that the point is on the curve.
 */
public final class WeakKeys {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final int FERMAT_ROUNDS = 100;

  /** The odd primes up to 167, those that the ROCA test uses. */
  private static final int[] PRIMES =
      IntStream.rangeClosed(3, 167)
          .filter(n -> BigInteger.valueOf(n).isProbablePrime(20))
          .toArray();

  private WeakKeys() {}

  /** What is wrong with the key, as the end of a sentence; empty if nothing is known against it. */
  public static Optional<String> find(PublicKey key) {
    return key instanceof RSAPublicKey rsa ? findRsa(rsa) : Optional.empty();
  }

  private static Optional<String> findRsa(RSAPublicKey key) {
    BigInteger modulus = key.getModulus();
    if (!key.getPublicExponent().equals(EXPONENT)) {
      return Optional.of("its public exponent is not 65537");
    }
    if (!modulus.testBit(0) || hasSmallFactor(modulus)) {
      return Optional.of("its modulus has a small factor");
    }
    if (isRoca(modulus)) {
      return Optional.of("it was made by a chip with the ROCA defect (CVE-2017-15361)");
    }
    if (hasCloseFactors(modulus)) {
      return Optional.of("the factors of its modulus are too close together");
    }
    return Optional.empty();
  }

  private static boolean hasSmallFactor(BigInteger modulus) {
    return IntStream.of(PRIMES)
        .anyMatch(prime -> modulus.mod(BigInteger.valueOf(prime)).signum() == 0);
  }

  /**
   * Primes of the defective library are {@code k * M + 65537^a mod M} with M a product of small
   * primes, so that the modulus is a power of 65537 modulo each of them; a good modulus passes all
   * these tests once in 2^27.
   */
  private static boolean isRoca(BigInteger modulus) {
    return IntStream.of(PRIMES).allMatch(prime -> isPowerOfExponent(modulus, prime));
  }

  private static boolean isPowerOfExponent(BigInteger modulus, int prime) {
    int wanted = modulus.mod(BigInteger.valueOf(prime)).intValue();
    int generator = EXPONENT.mod(BigInteger.valueOf(prime)).intValue();
    int power = 1;
    do {
      if (power == wanted) {
        return true;
      }
      power = power * generator % prime;
    } while (power != 1);
    return false;
  }

  /** Fermat's method finds factors whose difference is small, or none at all. */
  private static boolean hasCloseFactors(BigInteger modulus) {
    BigInteger a = modulus.sqrt();
    if (!a.multiply(a).equals(modulus)) {
      a = a.add(BigInteger.ONE);
    }
    for (int i = 0; i < FERMAT_ROUNDS; i++) {
      BigInteger square = a.multiply(a).subtract(modulus);
      BigInteger root = square.sqrt();
      if (root.multiply(root).equals(square)) {
        return true;
      }
      a = a.add(BigInteger.ONE);
    }
    return false;
  }
}

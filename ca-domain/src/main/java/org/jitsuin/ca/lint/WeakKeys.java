package org.jitsuin.ca.lint;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds keys that must not be certified although their kind and size are right. For elliptic curves
 * the parser has already seen that the point is on the curve.
 *
 * <p>That an RSA modulus is a prime, or a product of primes that somebody chose badly on purpose,
 * is not looked for: to tell a prime from a product takes several times as long as a signature, and
 * whoever wants to give a private key away has easier means.
 */
public final class WeakKeys {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  /** The ROCA test uses the odd primes up to 167. */
  private static final int ROCA_PRIMES = SmallPrimes.countTo(167);

  /** The remainders that the powers of 65537 leave, for each of these primes. */
  private static final boolean[][] POWERS = powers();

  private WeakKeys() {}

  private static boolean[][] powers() {
    boolean[][] powers = new boolean[ROCA_PRIMES][];
    for (int i = 0; i < ROCA_PRIMES; i++) {
      int prime = SmallPrimes.prime(i);
      powers[i] = new boolean[prime];
      int generator = EXPONENT.intValue() % prime;
      int power = 1;
      do {
        powers[i][power] = true;
        power = power * generator % prime;
      } while (power != 1);
    }
    return powers;
  }

  /**
   * Returns what is wrong with the key, as the end of a sentence; empty if nothing is known against
   * it.
   */
  public static Optional<String> find(PublicKey key) {
    return key instanceof RSAPublicKey rsa ? findRsa(rsa) : Optional.empty();
  }

  private static Optional<String> findRsa(RSAPublicKey key) {
    BigInteger modulus = key.getModulus();
    if (!key.getPublicExponent().equals(EXPONENT)) {
      return Optional.of("its public exponent is not 65537");
    }
    int[] remainders = SmallPrimes.remainders(modulus);
    if (!modulus.testBit(0) || Arrays.stream(remainders).anyMatch(left -> left == 0)) {
      return Optional.of("its modulus has a small factor");
    }
    if (isRoca(remainders)) {
      return Optional.of("it was made by a chip with the ROCA defect (CVE-2017-15361)");
    }
    if (CloseFactors.has(modulus)) {
      return Optional.of("the factors of its modulus are too close together");
    }
    return Optional.empty();
  }

  /**
   * Primes of the defective library are {@code k * M + 65537^a mod M} with M a product of small
   * primes, so that the modulus is a power of 65537 modulo each of them; a good modulus passes all
   * these tests once in 2^27.
   */
  private static boolean isRoca(int[] remainders) {
    for (int i = 0; i < ROCA_PRIMES; i++) {
      if (!POWERS[i][remainders[i]]) {
        return false;
      }
    }
    return true;
  }
}

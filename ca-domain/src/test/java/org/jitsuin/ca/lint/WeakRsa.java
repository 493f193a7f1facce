package org.jitsuin.ca.lint;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * RSA keys of 2048 bits that nobody should have.
 *
 * @param p one prime
 * @param q the other, or the same
 */
public record WeakRsa(BigInteger p, BigInteger q) {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final int PRIME_BITS = 1_024;
  private static final SecureRandom RANDOM = new SecureRandom();

  public BigInteger modulus() {
    return p.multiply(q);
  }

  /** The private exponent for 65537. */
  public BigInteger privateExponent() {
    BigInteger order =
        p.equals(q)
            ? p.multiply(p.subtract(BigInteger.ONE))
            : p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
    return EXPONENT.modInverse(order);
  }

  /** Two primes with a difference of a few thousand. */
  public static WeakRsa close() {
    BigInteger p = largePrime();
    return new WeakRsa(p, p.nextProbablePrime());
  }

  /** One prime twice. */
  public static WeakRsa square() {
    BigInteger p = largePrime();
    return new WeakRsa(p, p);
  }

  /**
   * Primes as the library of CVE-2017-15361 makes them: {@code k * M + 65537^a mod M}, with M the
   * product of the primes up to 167.
   */
  public static WeakRsa roca() {
    BigInteger primorial =
        IntStream.rangeClosed(2, 167)
            .mapToObj(BigInteger::valueOf)
            .filter(n -> n.isProbablePrime(50))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    return new WeakRsa(rocaPrime(primorial), rocaPrime(primorial));
  }

  private static BigInteger rocaPrime(BigInteger primorial) {
    while (true) {
      BigInteger k = large().divide(primorial);
      BigInteger a = new BigInteger(60, RANDOM);
      BigInteger p = k.multiply(primorial).add(EXPONENT.modPow(a, primorial));
      if (p.isProbablePrime(50)) {
        return p;
      }
    }
  }

  /** The product of two random primes of half that size. */
  public static BigInteger product(int bits, Random random) {
    return BigInteger.probablePrime(bits / 2, random)
        .multiply(BigInteger.probablePrime(bits / 2, random));
  }

  private static BigInteger largePrime() {
    return large().nextProbablePrime();
  }

  /** So large that its square, and its product with another one, have 2048 bits. */
  private static BigInteger large() {
    BigInteger top = BigInteger.TWO.pow(PRIME_BITS - 1).add(BigInteger.TWO.pow(PRIME_BITS - 2));
    return top.add(new BigInteger(PRIME_BITS - 3, RANDOM));
  }
}

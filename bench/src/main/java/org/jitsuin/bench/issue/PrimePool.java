package org.jitsuin.bench.issue;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A pool of primes from which many RSA keys of 2048 bits are made in little time: each pair of some
 * hundred primes of 1024 bits makes another modulus. For load only: whoever has two such keys that
 * share a prime has the private keys of both.
 */
final class PrimePool {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final int PRIME_BITS = 1_024;

  private final List<Prime> primes;

  private PrimePool(List<Prime> primes) {
    this.primes = primes;
  }

  /**
   * A prime and the private exponent for it.
   *
   * @param exponent the inverse of 65537 modulo the prime less 1
   */
  private record Prime(BigInteger value, BigInteger exponent) {
    static Prime draw(SecureRandom random) {
      while (true) {
        // With both upper bits set the product of two has 2048 bits, never 2047.
        BigInteger start =
            new BigInteger(PRIME_BITS, random).setBit(PRIME_BITS - 1).setBit(PRIME_BITS - 2);
        BigInteger prime = start.nextProbablePrime();
        BigInteger order = prime.subtract(BigInteger.ONE);
        if (prime.bitLength() == PRIME_BITS && order.gcd(EXPONENT).equals(BigInteger.ONE)) {
          return new Prime(prime, EXPONENT.modInverse(order));
        }
      }
    }
  }

  /** A pool that makes no key yet. */
  static PrimePool empty() {
    return new PrimePool(List.of());
  }

  /** A pool that makes at least that many keys, those of this one first; drawn on all cores. */
  PrimePool grownTo(long keys) {
    int size = primes.size();
    while (pairs(size) < keys) {
      size++;
    }
    SecureRandom random = new SecureRandom();
    return new PrimePool(
        Stream.concat(
                primes.stream(),
                IntStream.range(primes.size(), size).parallel().mapToObj(_ -> Prime.draw(random)))
            .toList());
  }

  private static long pairs(long primes) {
    return primes * (primes - 1) / 2;
  }

  /** Returns how many keys it makes. */
  long keys() {
    return pairs(primes.size());
  }

  /**
   * Returns one of the keys.
   *
   * @param number from 0, below {@link #keys()}; another number is another key
   */
  RSAPrivateCrtKeySpec key(int number) {
    // Pairs (larger, smaller) in the order (1,0), (2,0), (2,1), (3,0), …
    int larger = 1;
    while (pairs(larger + 1) <= number) {
      larger++;
    }
    Prime p = primes.get(larger);
    Prime q = primes.get(Math.toIntExact(number - pairs(larger)));
    BigInteger order =
        p.value().subtract(BigInteger.ONE).multiply(q.value().subtract(BigInteger.ONE));
    return new RSAPrivateCrtKeySpec(
        p.value().multiply(q.value()),
        EXPONENT,
        EXPONENT.modInverse(order),
        p.value(),
        q.value(),
        p.exponent(),
        q.exponent(),
        q.value().modInverse(p.value()));
  }
}

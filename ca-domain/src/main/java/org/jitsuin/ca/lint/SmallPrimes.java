package org.jitsuin.ca.lint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The odd primes below 752, the bound of SP 800-89 §5.3.3 and of the CA/Browser Forum's Baseline
 * Requirements §6.1.6, and what is left of a large number divided by each of them.
 *
 * <p>No division of large numbers is needed: a number is the sum of its digits to the base 2^24,
 * each times a power of the base, of which only the remainder by a product of some primes counts.
 */
final class SmallPrimes {
  private static final int BOUND = 752;
  private static final int[] PRIMES =
      IntStream.range(3, BOUND).filter(n -> BigInteger.valueOf(n).isProbablePrime(30)).toArray();

  private static final int DIGIT_OCTETS = 3;
  private static final int DIGIT_BITS = DIGIT_OCTETS * Byte.SIZE;

  /**
   * The greatest number of digits: so many times 24 and 31 bits are less than 2^63, which is more
   * than an RSA modulus of 4096 bits has.
   */
  private static final int MOST_DIGITS = 200;

  private static final List<Group> GROUPS = groups();
  private static final BigInteger PRODUCT =
      Arrays.stream(PRIMES)
          .mapToObj(BigInteger::valueOf)
          .reduce(BigInteger.ONE, BigInteger::multiply);

  private SmallPrimes() {}

  /** Successive primes whose product is an {@code int}. */
  private static final class Group {
    private final int product;
    private final int from;
    private final int to;

    /** The remainders of the powers of 2^24, divided by the product. */
    private final long[] powers = new long[MOST_DIGITS];

    /**
     * @param from the index of the first
     * @param to the index behind the last
     */
    Group(int product, int from, int to) {
      this.product = product;
      this.from = from;
      this.to = to;
      powers[0] = 1;
      for (int i = 1; i < MOST_DIGITS; i++) {
        powers[i] = (powers[i - 1] << DIGIT_BITS) % product;
      }
    }

    void divide(long[] digits, int[] remainders) {
      long sum = 0;
      for (int i = 0; i < digits.length; i++) {
        sum += digits[i] * powers[i];
      }
      int word = (int) (sum % product);
      for (int i = from; i < to; i++) {
        remainders[i] = word % PRIMES[i];
      }
    }
  }

  private static List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    int from = 0;
    while (from < PRIMES.length) {
      long product = 1;
      int to = from;
      while (to < PRIMES.length && product * PRIMES[to] <= Integer.MAX_VALUE) {
        product *= PRIMES[to];
        to++;
      }
      groups.add(new Group((int) product, from, to));
      from = to;
    }
    return List.copyOf(groups);
  }

  /** Returns how many primes there are up to and including that number. */
  static int countTo(int last) {
    return (int) Arrays.stream(PRIMES).filter(prime -> prime <= last).count();
  }

  /**
   * Returns one of the primes.
   *
   * @param index from 0, which is 3
   */
  static int prime(int index) {
    return PRIMES[index];
  }

  /** Returns the remainders of a positive number divided by each prime, in their order. */
  static int[] remainders(BigInteger number) {
    long[] digits = digits(number);
    int[] remainders = new int[PRIMES.length];
    GROUPS.forEach(group -> group.divide(digits, remainders));
    return remainders;
  }

  /** Returns the digits of a number to the base 2^24, the last one first. */
  private static long[] digits(BigInteger number) {
    boolean fits = number.bitLength() < MOST_DIGITS * DIGIT_BITS;
    byte[] octets = (fits ? number : number.mod(PRODUCT)).toByteArray();
    long[] digits = new long[(octets.length + DIGIT_OCTETS - 1) / DIGIT_OCTETS];
    for (int i = 0; i < octets.length; i++) {
      int place = octets.length - 1 - i;
      digits[place / DIGIT_OCTETS] |= (octets[i] & 0xffL) << (place % DIGIT_OCTETS * Byte.SIZE);
    }
    return digits;
  }
}

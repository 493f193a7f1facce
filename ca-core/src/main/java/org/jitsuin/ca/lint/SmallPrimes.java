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
 * <p>The large number is divided once by their product, the rest of that by products which are
 * machine words, and only those by each prime: a tenth of the work of dividing it by all.
 */
final class SmallPrimes {
  private static final int BOUND = 752;
  private static final int[] PRIMES =
      IntStream.range(3, BOUND).filter(n -> BigInteger.valueOf(n).isProbablePrime(30)).toArray();

  private static final List<Group> GROUPS = groups();
  private static final BigInteger PRODUCT =
      GROUPS.stream().map(Group::product).reduce(BigInteger.ONE, BigInteger::multiply);

  private SmallPrimes() {}

  /** Successive primes whose product is an {@code int}. */
  private record Group(BigInteger product, int from, int to) {}

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
      groups.add(new Group(BigInteger.valueOf(product), from, to));
      from = to;
    }
    return List.copyOf(groups);
  }

  /** How many there are up to and including that number. */
  static int countTo(int last) {
    return (int) Arrays.stream(PRIMES).filter(prime -> prime <= last).count();
  }

  /**
   * One of them.
   *
   * @param index from 0, which is 3
   */
  static int prime(int index) {
    return PRIMES[index];
  }

  /** What is left of a positive number divided by each, in their order. */
  static int[] remainders(BigInteger number) {
    BigInteger rest = number.mod(PRODUCT);
    int[] remainders = new int[PRIMES.length];
    for (Group group : GROUPS) {
      int word = rest.mod(group.product()).intValue();
      for (int i = group.from(); i < group.to(); i++) {
        remainders[i] = word % PRIMES[i];
      }
    }
    return remainders;
  }
}

package org.jitsuin.ca.lint;

import java.math.BigInteger;

/**
 * Finds close factors by Fermat's method: a number whose two factors are close together is the
 * difference of two squares, the greater of which is found soon after its root.
 *
 * <p>Whether something is a square is asked modulo some small numbers first, of which the
 * remainders are followed in machine words: nearly all that are none show it there, and only for
 * the others is a root drawn. What is found is the same.
 */
final class CloseFactors {
  private static final int ROUNDS = 100;

  /** Moduli without common factors; their product is an {@code int}. */
  private static final int[] MODULI = {64, 9, 5, 7, 11, 13, 17, 19};

  private static final int PRODUCT = 64 * 9 * 5 * 7 * 11 * 13 * 17 * 19;

  /** The remainders that squares have, for each modulus. */
  private static final boolean[][] SQUARES = squares();

  private CloseFactors() {}

  private static boolean[][] squares() {
    boolean[][] squares = new boolean[MODULI.length][];
    for (int i = 0; i < MODULI.length; i++) {
      squares[i] = new boolean[MODULI[i]];
      for (int root = 0; root < MODULI[i]; root++) {
        squares[i][root * root % MODULI[i]] = true;
      }
    }
    return squares;
  }

  /**
   * Returns whether {@value #ROUNDS} rounds find factors, one and the number itself among them.
   *
   * @param number odd and positive
   */
  static boolean has(BigInteger number) {
    BigInteger first = number.sqrt();
    if (!first.multiply(first).equals(number)) {
      first = first.add(BigInteger.ONE);
    }
    BigInteger product = BigInteger.valueOf(PRODUCT);
    long numberLeft = number.mod(product).longValue();
    long rootLeft = first.mod(product).longValue();
    for (int round = 0; round < ROUNDS; round++) {
      int left = Math.floorMod(rootLeft * rootLeft - numberLeft, PRODUCT);
      if (maybeSquare(left) && isSquare(first.add(BigInteger.valueOf(round)), number)) {
        return true;
      }
      rootLeft = (rootLeft + 1) % PRODUCT;
    }
    return false;
  }

  private static boolean maybeSquare(int left) {
    for (int i = 0; i < MODULI.length; i++) {
      if (!SQUARES[i][left % MODULI[i]]) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the root's square less the number is a square. */
  private static boolean isSquare(BigInteger root, BigInteger number) {
    BigInteger difference = root.multiply(root).subtract(number);
    BigInteger other = difference.sqrt();
    return other.multiply(other).equals(difference);
  }
}

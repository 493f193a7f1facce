package org.jitsuin.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CloseFactorsTest {
  /** As it is written in books. */
  private static boolean fermat(BigInteger number) {
    BigInteger a = number.sqrt();
    if (!a.multiply(a).equals(number)) {
      a = a.add(BigInteger.ONE);
    }
    for (int i = 0; i < 100; i++) {
      BigInteger square = a.multiply(a).subtract(number);
      BigInteger root = square.sqrt();
      if (root.multiply(root).equals(square)) {
        return true;
      }
      a = a.add(BigInteger.ONE);
    }
    return false;
  }

  /** Small numbers: among them many are found in the first rounds and many in none. */
  @Property(tries = 2_000)
  void has_anyOddNumber_findsWhatFermatFinds(
      @ForAll @IntRange(min = 1, max = 60) int bits, @ForAll long seed) {
    BigInteger number = new BigInteger(bits, new Random(seed)).setBit(0);
    assertThat(CloseFactors.has(number)).as(number.toString()).isEqualTo(fermat(number));
  }

  /**
   * Products of two factors whose difference makes the last round that finds them lie on either
   * side of the hundredth.
   */
  @Property(tries = 500)
  void has_productOfNeighbours_findsWhatFermatFinds(
      @ForAll @IntRange(min = 20, max = 512) int bits,
      @ForAll @IntRange(min = 0, max = 4_000) int distance,
      @ForAll long seed) {
    BigInteger middle = new BigInteger(bits, new Random(seed)).setBit(bits).clearBit(0);
    // (m - d)(m + d) is found in the round that reaches m, which is about d²/2m after the root.
    BigInteger d = middle.sqrt().multiply(BigInteger.valueOf(distance)).shiftRight(8).setBit(0);
    BigInteger number = middle.subtract(d).multiply(middle.add(d));
    if (number.signum() > 0) {
      assertThat(CloseFactors.has(number)).isEqualTo(fermat(number));
    }
  }

  @Test
  void has_eachRound_findsItsOwn() {
    BigInteger middle = BigInteger.TWO.pow(200);
    int found = 0;
    for (int distance = 1; distance < 4_000; distance += 2) {
      BigInteger d = middle.sqrt().multiply(BigInteger.valueOf(distance)).shiftRight(7).setBit(0);
      BigInteger number = middle.subtract(d).multiply(middle.add(d));
      boolean close = CloseFactors.has(number);
      assertThat(close).isEqualTo(fermat(number));
      found += close ? 1 : 0;
    }
    // The distances pass the hundredth round on their way.
    assertThat(found).isBetween(100, 1_900);
  }
}

package org.jitsuin.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SmallPrimesTest {
  @Test
  void primes_areTheOddOnesBelow752() {
    int[] remainders = SmallPrimes.remainders(BigInteger.ONE);

    assertThat(remainders).hasSize(132).containsOnly(1);
    assertThat(SmallPrimes.prime(0)).isEqualTo(3);
    assertThat(SmallPrimes.prime(131)).isEqualTo(751);
    assertThat(SmallPrimes.countTo(167)).isEqualTo(38);
    assertThat(SmallPrimes.countTo(166)).isEqualTo(37);
  }

  /** Of numbers of all sizes, those beyond the largest keys among them: division says the same. */
  @Property(tries = 300)
  void remainders_ofAnyNumber_areThoseOfDivision(
      @ForAll @IntRange(min = 1, max = 6_000) int bits, @ForAll long seed) {
    BigInteger number = new BigInteger(bits, new Random(seed));
    int[] remainders = SmallPrimes.remainders(number);

    for (int i = 0; i < remainders.length; i++) {
      BigInteger prime = BigInteger.valueOf(SmallPrimes.prime(i));
      assertThat(remainders[i]).isEqualTo(number.mod(prime).intValue());
    }
  }

  @Test
  void remainders_ofTheLargestNumbers_doNotOverflow() {
    for (int bits : new int[] {4_096, 4_799, 4_800, 4_801}) {
      BigInteger number = BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
      BigInteger prime = BigInteger.valueOf(751);
      assertThat(SmallPrimes.remainders(number)[131]).isEqualTo(number.mod(prime).intValue());
    }
  }
}

package org.jitsuin.bench.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.request.KeyRequest;
import org.junit.jupiter.api.Test;

class PrimePoolTest {
  private static final int KEYS = 10;
  private static final PrimePool POOL = PrimePool.empty().grownTo(KEYS);

  @Test
  void pool_ofTenKeys_hasFivePrimes() {
    assertThat(POOL.keys()).isEqualTo(KEYS);
    assertThat(primes()).hasSize(5);
  }

  @Test
  void grownTo_more_keepsTheKeysThatItMade() {
    PrimePool grown = POOL.grownTo(KEYS + 1);

    assertThat(grown.keys()).isEqualTo(15);
    assertThat(grown.key(KEYS - 1).getModulus()).isEqualTo(POOL.key(KEYS - 1).getModulus());
    assertThat(keys().stream().map(RSAPrivateCrtKeySpec::getModulus))
        .doesNotContain(grown.key(KEYS).getModulus());
  }

  private static Set<BigInteger> primes() {
    return keys().stream()
        .flatMap(key -> List.of(key.getPrimeP(), key.getPrimeQ()).stream())
        .collect(Collectors.toSet());
  }

  private static List<RSAPrivateCrtKeySpec> keys() {
    return IntStream.range(0, KEYS).mapToObj(POOL::key).toList();
  }

  @Test
  void keys_allDiffer() {
    assertThat(keys().stream().map(RSAPrivateCrtKeySpec::getModulus).distinct()).hasSize(KEYS);
  }

  @Test
  void key_signs() {
    BigInteger message = BigInteger.valueOf(42);
    for (RSAPrivateCrtKeySpec key : keys()) {
      assertThat(
              message
                  .modPow(key.getPrivateExponent(), key.getModulus())
                  .modPow(key.getPublicExponent(), key.getModulus()))
          .isEqualTo(message);
    }
  }

  /** Nothing is known against them, and their requests prove possession. */
  @Test
  void requests_areAcceptedAsThoseOfCards() {
    KeyRequests requests = new KeyRequests(POOL);
    Set<SignatureScheme> allowed = Set.of(SignatureScheme.RSA_2048_SHA256);

    for (int i = 0; i < KEYS; i++) {
      assertThat(KeyRequest.read(requests.pem(i), "signature", allowed))
          .isInstanceOf(Outcome.Done.class);
    }
  }
}

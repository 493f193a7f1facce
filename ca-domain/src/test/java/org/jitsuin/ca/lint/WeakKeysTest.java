package org.jitsuin.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeakKeysTest {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  private static PublicKey key(BigInteger modulus, BigInteger exponent) {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureScheme.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "RSA_4096_SHA256")
  void find_goodKey_isEmpty(SignatureScheme scheme) {
    assertThat(WeakKeys.find(SoftwareKey.generate(scheme).publicKey())).isEmpty();
  }

  /** Products of random primes of 256 bits: small, so that many can be tried. */
  @Property(tries = 100)
  void find_productOfRandomPrimes_isEmpty(@ForAll long seed) {
    Random random = new Random(seed);
    BigInteger modulus =
        BigInteger.probablePrime(256, random).multiply(BigInteger.probablePrime(256, random));
    assertThat(WeakKeys.find(key(modulus, EXPONENT))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 17, 65_539, 4_294_967_297L})
  void find_otherExponent_isNamed(long exponent) {
    BigInteger modulus = WeakRsa.product(512, new SecureRandom());
    assertThat(WeakKeys.find(key(modulus, BigInteger.valueOf(exponent))))
        .hasValueSatisfying(text -> assertThat(text).contains("exponent"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 167, 173, 751})
  void find_smallFactor_isNamed(int factor) {
    BigInteger modulus =
        BigInteger.probablePrime(512, new SecureRandom()).multiply(BigInteger.valueOf(factor));
    assertThat(WeakKeys.find(key(modulus, EXPONENT)))
        .hasValueSatisfying(text -> assertThat(text).contains("small factor"));
  }

  @Test
  void find_primesOfTheRocaDefect_areNamed() {
    assertThat(WeakKeys.find(key(WeakRsa.roca().modulus(), EXPONENT)))
        .hasValueSatisfying(text -> assertThat(text).contains("CVE-2017-15361"));
  }

  @Test
  void find_primesNextToEachOther_areNamed() {
    assertThat(WeakKeys.find(key(WeakRsa.close().modulus(), EXPONENT)))
        .hasValueSatisfying(text -> assertThat(text).contains("close together"));
  }

  @Test
  void find_squareOfAPrime_isNamed() {
    assertThat(WeakKeys.find(key(WeakRsa.square().modulus(), EXPONENT)))
        .hasValueSatisfying(text -> assertThat(text).contains("close together"));
  }
}

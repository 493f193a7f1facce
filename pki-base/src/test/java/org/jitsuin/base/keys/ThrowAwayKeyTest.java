package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThrowAwayKeyTest {
  private static final Map<SignatureScheme, ThrowAwayKey> KEYS =
      Arrays.stream(SignatureScheme.values())
          .collect(Collectors.toMap(Function.identity(), ThrowAwayKey::generate));

  /** By implementations that know nothing of how it was made. */
  private static boolean isVerified(ThrowAwayKey key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    return switch (key.arithmetic()) {
      case ThrowAwayRsa rsa -> {
        RSADigestSigner verifier = new RSADigestSigner(new SHA256Digest());
        verifier.init(false, new RSAKeyParameters(false, rsa.modulus(), rsa.publicExponent()));
        verifier.update(message, 0, message.length);
        yield verifier.verifySignature(signature);
      }
      case ThrowAwayEcdsa ecdsa -> {
        Signature verifier = Signature.getInstance(key.scheme().jcaName());
        verifier.initVerify(ecdsa.publicKey());
        verifier.update(message);
        yield verifier.verify(signature);
      }
    };
  }

  @Property(tries = 20)
  void sign_anything_isVerifiedByOthers(
      @ForAll SignatureScheme scheme, @ForAll @Size(max = 100) byte[] message)
      throws GeneralSecurityException {
    ThrowAwayKey key = KEYS.get(scheme);
    byte[] signature = key.sign(message);

    assertThat(isVerified(key, message, signature)).isTrue();
    assertThat(key.verifies(scheme.newDigest().digest(message), signature)).isTrue();
    byte[] other = Arrays.copyOf(message, message.length + 1);
    assertThat(isVerified(key, other, signature)).isFalse();
    assertThat(key.verifies(scheme.newDigest().digest(other), signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void generate_eachScheme_hasItsSize(SignatureScheme scheme) {
    ThrowAwayKey key = KEYS.get(scheme);

    assertThat(key.scheme()).isEqualTo(scheme);
    switch (key.arithmetic()) {
      case ThrowAwayRsa rsa -> {
        assertThat(rsa.modulus().bitLength()).isEqualTo(scheme.bits());
        assertThat(key.sign(new byte[0])).hasSize(scheme.bits() / 8);
      }
      case ThrowAwayEcdsa ecdsa -> assertThat(scheme.fits(ecdsa.publicKey())).isTrue();
    }
  }

  @Test
  void generate_twice_areOtherKeys() {
    for (SignatureScheme scheme :
        new SignatureScheme[] {
          SignatureScheme.RSA_2048_SHA256, SignatureScheme.ECDSA_P384_SHA384
        }) {
      byte[] signature = ThrowAwayKey.generate(scheme).sign(new byte[0]);
      assertThat(KEYS.get(scheme).verifies(scheme.newDigest().digest(), signature)).isFalse();
    }
  }

  @Test
  void octets_ofShortAndLongNumbers_haveTheLength() {
    assertThat(ThrowAwayKey.octets(BigInteger.valueOf(5), 3)).containsExactly(0, 0, 5);
    // Two's complement puts a zero in front, which is none of the number.
    assertThat(ThrowAwayKey.octets(BigInteger.valueOf(0xff_0000), 3)).containsExactly(0xff, 0, 0);
  }

  @Test
  void sign_anotherLengthThanTheSchemes_isRefused() {
    BigInteger modulus = BigInteger.TWO.pow(511).add(BigInteger.ONE);
    ThrowAwayRsa small = new ThrowAwayRsa(modulus, BigInteger.ONE, 53);

    assertThat(small.sign(new byte[53])).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> small.sign(new byte[52]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThrowAwayRsa(modulus, BigInteger.ONE, 54));
  }
}

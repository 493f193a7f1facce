package org.jitsuin.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlaceholderSignatureTest {
  private static final byte[] MESSAGE = {1, 2, 3};

  @ParameterizedTest
  @EnumSource
  void of_anyScheme_isAsLongAsASignature(SignatureScheme scheme) {
    int length = SoftwareKey.generate(scheme).sign(MESSAGE).length;
    // The numbers of an ECDSA signature have leading zeros at times, and a sign octet at others.
    int slack = scheme.isElliptic() ? 8 : 0;
    assertThat(PlaceholderSignature.of(scheme).length).isBetween(length, length + slack);
  }

  private static boolean verifies(Signature verifier, byte[] signature) {
    try {
      return verifier.verify(signature);
    } catch (SignatureException _) {
      // The JDK's ML-DSA sees that it is none before it computes anything.
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_anyScheme_isVerifiedByNoKey(SignatureScheme scheme) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.jcaName());
    verifier.initVerify(SoftwareKey.generate(scheme).publicKey());
    verifier.update(MESSAGE);
    assertThat(verifies(verifier, PlaceholderSignature.of(scheme))).isFalse();
  }
}

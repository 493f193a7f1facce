package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/** What tests with tokens of a real SoftHSM have in common. */
final class TestTokens {
  static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);

  /** How long a token that could not be opened is left alone. */
  static final Duration REST = Duration.ofSeconds(2);

  private TestTokens() {}

  /** The directory of all tokens. */
  static Path directory() {
    return SoftTokens.shared().tokens();
  }

  /** A new token, made by another process while the module is in use here. */
  static TokenSettings make(String name) {
    return SoftTokens.shared().make(name);
  }

  static String label() {
    return "key-" + UUID.randomUUID();
  }

  static boolean verifies(SignatureScheme scheme, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.jcaName());
    verifier.initVerify(key);
    verifier.update(MESSAGE);
    return verifier.verify(signature);
  }

  static void assertFault(FaultCode code, ThrowingCallable work) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(work)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
  }
}

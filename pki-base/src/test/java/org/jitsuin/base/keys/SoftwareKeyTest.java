package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoftwareKeyTest {
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);

  private static final Map<SignatureScheme, SoftwareKey> KEYS =
      Arrays.stream(SignatureScheme.values())
          .collect(Collectors.toMap(Function.identity(), SoftwareKey::generate));

  private static boolean verifies(SignatureScheme scheme, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.jcaName());
    verifier.initVerify(key);
    verifier.update(MESSAGE);
    try {
      return verifier.verify(signature);
    } catch (SignatureException _) {
      // What is no signature of ML-DSA at all.
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void sign_eachScheme_isVerifiedByTheJdk(SignatureScheme scheme) throws GeneralSecurityException {
    SoftwareKey key = KEYS.get(scheme);
    byte[] signature = key.sign(MESSAGE);
    assertThat(key.scheme()).isEqualTo(scheme);
    assertThat(scheme.fits(key.publicKey())).isTrue();
    assertThat(verifies(scheme, key.publicKey(), signature)).isTrue();
    signature[signature.length - 1] ^= 1;
    assertThat(verifies(scheme, key.publicKey(), signature)).isFalse();
  }

  /** RFC 8017 section 9.2: what the padding holds is the DigestInfo, with NULL parameters. */
  @Test
  void signDigest_rsa_padsTheDigestInfo() throws GeneralSecurityException {
    SoftwareKey key = KEYS.get(SignatureScheme.RSA_2048_SHA256);
    byte[] digest = key.scheme().newDigest().digest(MESSAGE);
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, key.publicKey());
    assertThat(HexFormat.of().formatHex(cipher.doFinal(key.sign(MESSAGE))))
        .isEqualTo("3031300d060960864801650304020105000420" + HexFormat.of().formatHex(digest));
  }

  /** PKCS #1 v1.5 is deterministic: ours is the JDK's own to the byte. */
  @Test
  void signDigest_rsa_isTheJdksSignature() throws GeneralSecurityException {
    SoftwareKey key = KEYS.get(SignatureScheme.RSA_4096_SHA256);
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(key.pair().getPrivate());
    signer.update(MESSAGE);
    assertThat(key.sign(MESSAGE)).isEqualTo(signer.sign());
    assertThat(((RSAPrivateKey) key.pair().getPrivate()).getModulus().bitLength()).isEqualTo(4096);
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void scheme_idAndAlgorithm_fitTogether(SignatureScheme scheme) {
    assertThat(SignatureScheme.byId(scheme.id())).contains(scheme);
    String oid = scheme.algorithmIdentifier().getAlgorithm().getId();
    assertThat(oid)
        .isEqualTo(
            switch (scheme) {
              case RSA_2048_SHA256, RSA_4096_SHA256 -> "1.2.840.113549.1.1.11";
              case ECDSA_P256_SHA256 -> "1.2.840.10045.4.3.2";
              case ECDSA_P384_SHA384 -> "1.2.840.10045.4.3.3";
              case ML_DSA_65 -> "2.16.840.1.101.3.4.3.18";
            });
  }

  /**
   * RFC 4055 section 5 asks for NULL with RSA, RFC 5758 section 3.2 for nothing with ECDSA, and RFC
   * 9881 section 2 with ML-DSA.
   */
  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void scheme_parameters_areNullWithRsaAndAbsentWithOthers(SignatureScheme scheme) {
    assertThat(scheme.algorithmIdentifier().getParameters() != null).isEqualTo(scheme.isRsa());
  }

  /** A curve of 384 bits that is not P-384. */
  @Test
  void fits_otherCurveOfTheSameSize_isFalse() throws GeneralSecurityException {
    BouncyCastleProvider provider = new BouncyCastleProvider();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("brainpoolP384r1"));
    PublicKey key = generator.generateKeyPair().getPublic();
    assertThat(SignatureScheme.ECDSA_P384_SHA384.fits(key)).isFalse();
  }

  @Test
  void byId_unknown_isEmpty() {
    assertThat(SignatureScheme.byId("rsa-1024-sha1")).isEmpty();
  }

  @Test
  void fits_otherSizeOrKind_isFalse() throws GeneralSecurityException {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(3072);
    PublicKey key = rsa.generateKeyPair().getPublic();
    PublicKey edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    for (SignatureScheme scheme : SignatureScheme.values()) {
      assertThat(scheme.fits(key)).isFalse();
      assertThat(scheme.fits(edwards)).isFalse();
      for (SignatureScheme other : SignatureScheme.values()) {
        assertThat(other.fits(KEYS.get(scheme).publicKey())).isEqualTo(other == scheme);
      }
    }
  }
}

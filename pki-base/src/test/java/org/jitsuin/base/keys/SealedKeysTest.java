package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.jitsuin.base.keys.SignatureScheme.ML_DSA_65;
import static org.jitsuin.base.keys.TestTokens.MESSAGE;
import static org.jitsuin.base.keys.TestTokens.assertFault;
import static org.jitsuin.base.keys.TestTokens.make;
import static org.jitsuin.base.keys.TestTokens.verifies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.SecretKeyEntry;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.time.Duration;
import java.util.Collections;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.time.Clocks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys that a token of a real SoftHSM keeps sealed. */
@Tag("stack")
class SealedKeysTest {
  private static final String LABEL = "signature-g2";

  private static SigningPool pool(TokenSettings of) {
    return new SigningPool(new Token(of, Clocks.system()), 2, 100, Duration.ofSeconds(30));
  }

  /** The objects of a token as any program sees them that has its PIN. */
  private static KeyStore objects(TokenSettings of) throws GeneralSecurityException, IOException {
    Path configuration =
        Files.writeString(
            of.pinFile().resolveSibling(of.name() + "-probe.cfg"),
            of.providerConfiguration()
                .replace("--name = " + of.name(), "name = probe" + of.name()));
    Provider provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
    KeyStore keys = KeyStore.getInstance("PKCS11", provider);
    keys.load(null, Files.readString(of.pinFile()).strip().toCharArray());
    return keys;
  }

  private static byte[] sealed(KeyStore keys, String label) throws GeneralSecurityException {
    return keys.getKey(label + SealedKeys.SEAL, null).getEncoded();
  }

  private static void put(KeyStore keys, String alias, byte[] octets)
      throws GeneralSecurityException {
    keys.deleteEntry(alias);
    keys.setEntry(alias, new SecretKeyEntry(new SecretKeySpec(octets, "Generic")), null);
  }

  @Test
  void sign_messageInPieces_isVerifiedByTheJdkAndWhoeverOpensTheTokenNext()
      throws GeneralSecurityException {
    TokenSettings token = make("sealed");
    PublicKey key;
    try (SigningPool pool = pool(token)) {
      key = pool.token().generate(LABEL, ML_DSA_65);
      Signing signing = pool.key(LABEL, ML_DSA_65).begin();
      signing.update(MESSAGE, 0, 3);
      signing.update(MESSAGE, 3, MESSAGE.length - 3);
      byte[] signature = signing.sign();
      assertThat(ML_DSA_65.fits(key)).isTrue();
      assertThat(verifies(ML_DSA_65, key, signature)).isTrue();
      signature[100] ^= 1;
      assertThat(verifies(ML_DSA_65, key, signature)).isFalse();
      assertThat(pool.token().labels()).containsExactly(LABEL);
      pool.count()
          .handOver(signed ->
              assertThat(signed)
                  .extracting(SignatureCount.Stretch::label, SignatureCount.Stretch::signatures)
                  .containsExactly(tuple(LABEL, 1L)));
    }
    try (SigningPool pool = pool(token)) {
      assertThat(pool.token().publicKey(LABEL)).isEqualTo(key);
      Signing signing = pool.key(LABEL, ML_DSA_65).begin();
      signing.update(MESSAGE);
      assertThat(verifies(ML_DSA_65, key, signing.signLater().join())).isTrue();
    }
  }

  @Test
  void generate_key_leavesNothingThatCanBeReadButTheSealedSeed()
      throws GeneralSecurityException, IOException {
    TokenSettings token = make("sealedread");
    try (SigningPool pool = pool(token)) {
      pool.token().generate(LABEL, ML_DSA_65);
      KeyStore keys = objects(token);
      assertThat(Collections.list(keys.aliases()))
          .containsExactlyInAnyOrder(LABEL, LABEL + SealedKeys.SEAL);
      assertThat(keys.getKey(LABEL, null).getEncoded()).isNull();
      assertThat(keys.getKey(LABEL, null).toString()).contains("sensitive", "unextractable");
      assertThat(sealed(keys, LABEL)).hasSize(1 + 12 + 32 + 16);
    }
  }

  /** What one token sealed, another does not open; nor the same one under another label. */
  @Test
  void sign_sealOfAnotherTokenOrKey_isRefused() throws GeneralSecurityException, IOException {
    TokenSettings first = make("sealedone");
    TokenSettings second = make("sealedtwo");
    try (SigningPool one = pool(first);
        SigningPool two = pool(second)) {
      one.token().generate(LABEL, ML_DSA_65);
      two.token().generate(LABEL, ML_DSA_65);
      two.token().generate("other", ML_DSA_65);
      byte[] own = sealed(objects(second), LABEL);
      put(objects(second), LABEL + SealedKeys.SEAL, sealed(objects(first), LABEL));
      try (SigningPool again = pool(second)) {
        assertFault(FaultCode.INTEGRITY_VIOLATED, () -> again.key(LABEL, ML_DSA_65).sign(MESSAGE));
        again.key("other", ML_DSA_65).sign(MESSAGE);
      }
      put(objects(second), "other" + SealedKeys.SEAL, own);
      try (SigningPool again = pool(second)) {
        assertFault(
            FaultCode.INTEGRITY_VIOLATED, () -> again.key("other", ML_DSA_65).sign(MESSAGE));
      }
      put(objects(second), LABEL + SealedKeys.SEAL, own);
      try (SigningPool again = pool(second)) {
        again.key(LABEL, ML_DSA_65).sign(MESSAGE);
      }
    }
  }

  /** A key whose AES key was thrown in by somebody who knows it would be open to them. */
  @Test
  void sign_sealedByAKeyThatCanBeRead_isRefused() throws GeneralSecurityException, IOException {
    TokenSettings token = make("sealedopen");
    try (SigningPool pool = pool(token)) {
      pool.token().generate(LABEL, ML_DSA_65);
    }
    KeyStore keys = objects(token);
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    SecretKey known = generator.generateKey();
    keys.deleteEntry(LABEL);
    put(keys, LABEL, known.getEncoded());
    try (SigningPool pool = pool(token)) {
      assertFault(FaultCode.INTEGRITY_VIOLATED, () -> pool.key(LABEL, ML_DSA_65).sign(MESSAGE));
    }
  }

  @Test
  void generate_restOfATryThatDied_isWrittenOver() throws GeneralSecurityException, IOException {
    TokenSettings token = make("sealedrest");
    try (SigningPool pool = pool(token)) {
      pool.check();
      objects(token)
          .setEntry(
              LABEL + SealedKeys.SEAL,
              new SecretKeyEntry(new SecretKeySpec(new byte[61], "Generic")),
              null);
      assertThat(pool.token().labels()).isEmpty();
      PublicKey key = pool.token().generate(LABEL, ML_DSA_65);
      byte[] signature = pool.key(LABEL, ML_DSA_65).sign(MESSAGE);
      assertThat(verifies(ML_DSA_65, key, signature)).isTrue();
    }
  }

  @Test
  void destroy_key_takesBothObjectsAway() throws GeneralSecurityException, IOException {
    TokenSettings token = make("sealedgone");
    try (SigningPool pool = pool(token)) {
      pool.token().generate(LABEL, ML_DSA_65);
      pool.token().destroy(LABEL);
      assertThat(Collections.list(objects(token).aliases())).isEmpty();
      assertFault(FaultCode.TOKEN_KEY_MISSING, () -> pool.key(LABEL, ML_DSA_65).sign(MESSAGE));
    }
  }

  @Test
  void production_refusesToMakeAndToUseThem() throws GeneralSecurityException {
    TokenSettings token = make("sealedprod");
    TokenSettings earnest =
        new TokenSettings(token.name(), token.library(), token.slot(), token.pinFile(), true);
    try (SigningPool training = pool(token);
        SigningPool production = pool(earnest)) {
      assertFault(FaultCode.SETTING_INVALID, () -> production.token().generate(LABEL, ML_DSA_65));
      assertThat(training.token().labels()).isEmpty();
      training.token().generate(LABEL, ML_DSA_65);
      assertFault(FaultCode.SETTING_INVALID, () -> production.key(LABEL, ML_DSA_65).sign(MESSAGE));
      PublicKey key = production.token().generate("ec", TestTokens.SCHEME);
      byte[] signature = production.key("ec", TestTokens.SCHEME).sign(MESSAGE);
      assertThat(verifies(TestTokens.SCHEME, key, signature)).isTrue();
    }
  }
}

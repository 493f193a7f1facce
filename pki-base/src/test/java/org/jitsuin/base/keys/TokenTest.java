package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.base.keys.TestTokens.MESSAGE;
import static org.jitsuin.base.keys.TestTokens.SCHEME;
import static org.jitsuin.base.keys.TestTokens.assertFault;
import static org.jitsuin.base.keys.TestTokens.label;
import static org.jitsuin.base.keys.TestTokens.make;
import static org.jitsuin.base.keys.TestTokens.verifies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.testing.Openssl;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Tokens of a real SoftHSM. */
@Tag("stack")
class TokenTest {
  private static TokenSettings settings;

  private final SettableClock clock = new SettableClock(Instant.parse("2025-10-27T00:00:00Z"));

  @TempDir private Path files;

  @BeforeAll
  static void makeToken() {
    settings = make("first");
  }

  private SigningPool pool(TokenSettings of) {
    return new SigningPool(new Token(of, clock), 2, 100, Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @EnumSource(value = SignatureScheme.class, mode = Mode.EXCLUDE, names = "ML_DSA_65")
  void sign_eachScheme_isVerifiedByTheJdkAndByOpenssl(SignatureScheme scheme)
      throws GeneralSecurityException, IOException {
    try (SigningPool pool = pool(settings)) {
      String label = label();
      PublicKey key = pool.token().generate(label, scheme);
      byte[] signature = pool.key(label, scheme).sign(MESSAGE);
      assertThat(scheme.fits(key)).isTrue();
      assertThat(verifies(scheme, key, signature)).isTrue();
      assertThat(pool.token().publicKey(label)).isEqualTo(key);

      Files.write(files.resolve("message"), MESSAGE);
      Files.write(files.resolve("signature"), signature);
      Files.writeString(
          files.resolve("key.pem"),
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(key.getEncoded())
              + "\n-----END PUBLIC KEY-----\n");
      String digest = scheme == SignatureScheme.ECDSA_P384_SHA384 ? "-sha384" : "-sha256";
      assertThat(
              new Openssl(files)
                  .succeed("dgst " + digest + " -verify key.pem -signature signature message"))
          .isEqualTo("Verified OK\n");
    }
  }

  @Test
  void generate_labelThatExists_refusedAndTheKeyIsKept() throws GeneralSecurityException {
    try (SigningPool pool = pool(settings)) {
      String label = label();
      PublicKey key = pool.token().generate(label, SCHEME);
      List<String> labels = pool.token().labels();
      assertFault(FaultCode.INTEGRITY_VIOLATED, () -> pool.token().generate(label, SCHEME));
      assertThat(pool.token().labels()).containsExactlyInAnyOrderElementsOf(labels);
      assertThat(verifies(SCHEME, key, pool.key(label, SCHEME).sign(MESSAGE))).isTrue();
    }
  }

  /** Two keys of one label would both be lost to whoever looks for it. */
  @Test
  void generate_labelThatAnotherMadeMeanwhile_refusedAndTheKeyIsKept()
      throws GeneralSecurityException {
    try (SigningPool pool = pool(settings);
        SigningPool elsewhere = pool(settings)) {
      String label = label();
      assertThat(pool.token().labels()).doesNotContain(label);
      PublicKey key = elsewhere.token().generate(label, SCHEME);
      assertFault(FaultCode.INTEGRITY_VIOLATED, () -> pool.token().generate(label, SCHEME));
      assertThat(pool.token().publicKey(label)).isEqualTo(key);
      assertThat(verifies(SCHEME, key, pool.key(label, SCHEME).sign(MESSAGE))).isTrue();
    }
  }

  @Test
  void sign_missingKey_isSaidAndTheTokenGoesOn() throws GeneralSecurityException {
    try (SigningPool pool = pool(settings)) {
      String label = label();
      PublicKey key = pool.token().generate(label, SCHEME);
      assertFault(FaultCode.TOKEN_KEY_MISSING, () -> pool.key("no such key", SCHEME).sign(MESSAGE));
      assertThat(verifies(SCHEME, key, pool.key(label, SCHEME).sign(MESSAGE))).isTrue();
    }
  }

  /** The secret part can be taken out of no key: what the token shows of it is nothing. */
  @Test
  void generate_key_staysInTheToken() throws IOException {
    TokenSettings fresh = make("extract");
    try (SigningPool pool = pool(fresh)) {
      pool.token().generate("rsa", SignatureScheme.RSA_2048_SHA256);
      pool.token().generate("ec", SCHEME);
      // A readable key would be refused when it signs.
      pool.key("rsa", SignatureScheme.RSA_2048_SHA256).sign(MESSAGE);
      pool.key("ec", SCHEME).sign(MESSAGE);
      assertThat(extractable(fresh)).isEmpty();
    }
  }

  /** Asks a provider of its own for the encoding of each key. */
  private static List<String> extractable(TokenSettings of) throws IOException {
    try {
      Path configuration =
          Files.writeString(
              of.pinFile().resolveSibling("probe.cfg"),
              String.format(
                  Locale.ROOT, "name = probe\nlibrary = %s\nslot = %d\n", of.library(), of.slot()));
      Provider provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
      KeyStore keys = KeyStore.getInstance("PKCS11", provider);
      keys.load(null, Files.readString(of.pinFile()).strip().toCharArray());
      List<String> labels = Collections.list(keys.aliases());
      assertThat(labels).containsExactlyInAnyOrder("rsa", "ec");
      List<String> readable = new ArrayList<>();
      for (String label : labels) {
        Key key = keys.getKey(label, null);
        assertThat(key.toString()).contains("sensitive").contains("unextractable");
        if (key.getEncoded() != null || key.getFormat() != null) {
          readable.add(label);
        }
      }
      return readable;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void open_noSuchModule_isUnavailable() {
    Token token =
        new Token(
            new TokenSettings(
                "test", Path.of("/nowhere/libpkcs11.so"), settings.slot(), settings.pinFile()),
            clock);
    assertFault(FaultCode.TOKEN_UNAVAILABLE, token::check);
  }

  @Test
  void open_noSuchSlot_isUnavailableAndOthersGoOn() throws GeneralSecurityException {
    try (SigningPool pool = pool(settings)) {
      String label = label();
      PublicKey key = pool.token().generate(label, SCHEME);
      Token token =
          new Token(
              new TokenSettings("test", settings.library(), 12_345, settings.pinFile()), clock);
      assertFault(FaultCode.TOKEN_UNAVAILABLE, token::check);
      assertThat(verifies(SCHEME, key, pool.key(label, SCHEME).sign(MESSAGE))).isTrue();
    }
  }

  @Test
  void sign_twoTokenObjectsOfOneSlot_bothSign() throws GeneralSecurityException {
    try (SigningPool one = pool(settings);
        SigningPool other = pool(settings)) {
      String label = label();
      PublicKey key = one.token().generate(label, SCHEME);
      assertThat(verifies(SCHEME, key, one.key(label, SCHEME).sign(MESSAGE))).isTrue();
      assertThat(verifies(SCHEME, key, other.key(label, SCHEME).sign(MESSAGE))).isTrue();
      assertThat(verifies(SCHEME, key, one.key(label, SCHEME).sign(MESSAGE))).isTrue();
    }
  }

  @Test
  void configured_settingsOfTheServer_reachTheTokens() {
    Map<String, String> written = new HashMap<>();
    for (String name : List.of("ca", "ocsp")) {
      TokenSettings made = make(name);
      written.put("jitsuin.pkcs11.library", made.library().toString());
      written.put("jitsuin.pkcs11." + name + ".slot", Long.toString(made.slot()));
      written.put("jitsuin.pkcs11." + name + ".pin-file", made.pinFile().toString());
    }
    Settings server = new Settings(key -> Optional.ofNullable(written.get(key)));
    for (String name : List.of("ca", "ocsp")) {
      try (SigningPool pool = SigningPool.configured(server, name, Clocks.system())) {
        assertThat(pool.token().name()).isEqualTo(name);
        pool.token().generate("key of " + name, SCHEME);
        assertThat(pool.token().labels()).containsExactly("key of " + name);
      }
    }
  }
}

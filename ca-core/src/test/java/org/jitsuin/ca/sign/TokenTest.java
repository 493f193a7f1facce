package org.jitsuin.ca.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.keys.Token;
import org.jitsuin.base.keys.TokenSettings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.setup.Secrets;
import org.jitsuin.ca.setup.SoftHsm;
import org.jitsuin.ca.testing.Openssl;
import org.jitsuin.ca.testing.SettableClock;
import org.jitsuin.ca.testing.TestStack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens of a real SoftHSM, beside those of the stack. */
class TokenTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);
  private static final Duration REST = Duration.ofSeconds(2);

  private static TestStack stack;
  private static Path directory;
  private static TokenSettings settings;

  private final SettableClock clock = new SettableClock(Instant.parse("2025-10-27T00:00:00Z"));

  @TempDir private Path files;

  @BeforeAll
  static void makeToken() {
    stack = TestStack.shared();
    directory = stack.home().resolve("tokens/tokens");
    settings = make("first");
  }

  /** A new token, made by another process while the module is in use here. */
  private static TokenSettings make(String name) {
    Secrets secrets = new Secrets(stack.home().resolve("secrets"), new SecureRandom());
    Path pin = secrets.file(name + "-pin");
    long slot =
        new SoftHsm(stack.home().resolve("tokens"))
            .initialise("jitsuin-" + name, pin, secrets.file(name + "-so-pin"));
    return new TokenSettings("test", SoftHsm.library(), slot, pin);
  }

  private SigningPool pool(TokenSettings of) {
    return new SigningPool(new Token(of, clock), 2, 100, Duration.ofSeconds(30));
  }

  private static String label() {
    return "key-" + UUID.randomUUID();
  }

  private static boolean verifies(SignatureScheme scheme, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.jcaName());
    verifier.initVerify(key);
    verifier.update(MESSAGE);
    return verifier.verify(signature);
  }

  private static void assertFault(FaultCode code, ThrowingCallable work) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(work)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
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

  @Test
  void sign_missingKey_isSaidAndTheTokenGoesOn() throws GeneralSecurityException {
    try (SigningPool pool = pool(settings)) {
      String label = label();
      PublicKey key = pool.token().generate(label, SCHEME);
      assertFault(FaultCode.TOKEN_KEY_MISSING, () -> pool.key("no such key", SCHEME).sign(MESSAGE));
      assertThat(verifies(SCHEME, key, pool.key(label, SCHEME).sign(MESSAGE))).isTrue();
    }
  }

  /** The server is up before the ceremony is held, which is another process. */
  @Test
  void sign_keyMadeByAnotherSessionSince_isFoundWithoutANewToken() throws GeneralSecurityException {
    try (SigningPool early = pool(settings);
        SigningPool ceremony = pool(settings)) {
      early.token().check();
      String label = label();
      PublicKey key = ceremony.token().generate(label, SCHEME);
      assertFault(FaultCode.TOKEN_KEY_MISSING, () -> early.key(label, SCHEME).sign(MESSAGE));
      clock.advance(REST);
      assertThat(verifies(SCHEME, key, early.key(label, SCHEME).sign(MESSAGE))).isTrue();
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
              "name = probe\nlibrary = %s\nslot = %d\n".formatted(of.library(), of.slot()));
      Provider provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
      KeyStore keys = KeyStore.getInstance("PKCS11", provider);
      keys.load(null, Secrets.read(of.pinFile()).toCharArray());
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
  void open_wrongPin_isNotTriedAgainUntilTheFileChanges() throws IOException {
    TokenSettings fresh = make("pin");
    Path pin = Files.writeString(files.resolve("pin"), "wrong\n");
    Files.setLastModifiedTime(pin, FileTime.from(Instant.parse("2025-01-01T00:00:00Z")));
    Token token = new Token(new TokenSettings("test", fresh.library(), fresh.slot(), pin), clock);
    assertFault(FaultCode.TOKEN_PIN_REFUSED, token::check);
    // The right PIN is not seen, since the file is as old as before: so the wrong one was not
    // tried.
    Files.writeString(pin, Secrets.read(fresh.pinFile()));
    Files.setLastModifiedTime(pin, FileTime.from(Instant.parse("2025-01-01T00:00:00Z")));
    clock.advance(REST);
    assertFault(FaultCode.TOKEN_PIN_REFUSED, token::check);
    Files.setLastModifiedTime(pin, FileTime.from(Instant.parse("2025-01-02T00:00:00Z")));
    clock.advance(REST);
    token.check();
    assertThat(token.generate("key", SCHEME)).isNotNull();
  }

  @Test
  void open_pinFileMissing_isSaidAndHealsWhenItComes() throws IOException {
    Path pin = files.resolve("pin");
    Token token =
        new Token(new TokenSettings("test", settings.library(), settings.slot(), pin), clock);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(token::check)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.TOKEN_UNAVAILABLE))
        .withMessageContaining(pin.toString());
    Files.copy(settings.pinFile(), pin);
    clock.advance(REST);
    token.check();
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

  /** The directory of all tokens goes and comes; both tokens of the module heal by themselves. */
  @Test
  void sign_tokensAwayAndBack_healsWithoutANewToken() throws GeneralSecurityException, IOException {
    TokenSettings second = make("second");
    try (SigningPool one = pool(settings);
        SigningPool other = pool(second)) {
      String label = label();
      PublicKey key = one.token().generate(label, SCHEME);
      PublicKey otherKey = other.token().generate(label, SCHEME);
      Path away = directory.resolveSibling("away");
      Files.move(directory, away);
      try {
        assertFault(FaultCode.TOKEN_UNAVAILABLE, () -> one.key(label, SCHEME).sign(MESSAGE));
        assertFault(FaultCode.TOKEN_UNAVAILABLE, () -> other.key(label, SCHEME).sign(MESSAGE));
        assertFault(FaultCode.TOKEN_UNAVAILABLE, one.token()::check);
      } finally {
        Files.move(away, directory);
      }
      clock.advance(REST);
      one.token().check();
      assertThat(verifies(SCHEME, key, one.key(label, SCHEME).sign(MESSAGE))).isTrue();
      assertThat(verifies(SCHEME, otherKey, other.key(label, SCHEME).sign(MESSAGE))).isTrue();
      assertThat(verifies(SCHEME, key, one.key(label, SCHEME).sign(MESSAGE))).isTrue();
    }
  }

  /** An idle server notices too, and is not ready meanwhile. */
  @Test
  void check_tokenAway_isUnavailableThoughTheSessionIsOpen() throws IOException {
    TokenSettings fresh = make("check");
    try (SigningPool pool = pool(fresh)) {
      pool.token().generate("key", SCHEME);
      pool.token().check();
      Path away = directory.resolveSibling("away");
      Files.move(directory, away);
      try {
        assertFault(FaultCode.TOKEN_UNAVAILABLE, pool.token()::check);
      } finally {
        Files.move(away, directory);
      }
      clock.advance(REST);
      pool.token().check();
    }
  }

  /** One of several tokens goes: the others lose their sessions with it, but not their keys. */
  @Test
  void sign_otherTokenAway_goesOn() throws GeneralSecurityException, IOException {
    List<Path> before = tokens();
    TokenSettings leaving = make("leaving");
    Path place = tokens().stream().filter(path -> !before.contains(path)).findFirst().orElseThrow();
    try (SigningPool gone = pool(leaving);
        SigningPool staying = pool(settings)) {
      String label = label();
      PublicKey goneKey = gone.token().generate(label, SCHEME);
      PublicKey stayingKey = staying.token().generate(label, SCHEME);
      Path away = directory.resolveSibling("away");
      Files.move(place, away);
      assertFault(FaultCode.TOKEN_UNAVAILABLE, () -> gone.key(label, SCHEME).sign(MESSAGE));
      assertThat(verifies(SCHEME, stayingKey, staying.key(label, SCHEME).sign(MESSAGE))).isTrue();
      Files.move(away, place);
      clock.advance(REST);
      assertThat(verifies(SCHEME, goneKey, gone.key(label, SCHEME).sign(MESSAGE))).isTrue();
      assertThat(verifies(SCHEME, stayingKey, staying.key(label, SCHEME).sign(MESSAGE))).isTrue();
    }
  }

  private static List<Path> tokens() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }

  /** The clock of a machine may be set back; the token must not rest for as long. */
  @Test
  void open_clockSetBackAfterAFault_isTriedAgain() throws IOException {
    Path pin = files.resolve("pin");
    Token token =
        new Token(new TokenSettings("test", settings.library(), settings.slot(), pin), clock);
    assertFault(FaultCode.TOKEN_UNAVAILABLE, token::check);
    Files.copy(settings.pinFile(), pin);
    clock.advance(Duration.ofDays(-1));
    token.check();
  }

  /** The pool of the server on the stack's own token. */
  @Test
  void configured_settingsOfTheServer_reachTheTokens() {
    for (String name : List.of("ca", "ocsp")) {
      try (SigningPool pool = SigningPool.configured(stack.settings(), name, Clocks.system())) {
        pool.token().check();
        assertThat(pool.token().name()).isEqualTo(name);
        assertThat(pool.token().labels()).isNotEmpty();
      }
    }
  }
}

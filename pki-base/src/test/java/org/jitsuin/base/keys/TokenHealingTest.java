package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jitsuin.base.keys.TestTokens.MESSAGE;
import static org.jitsuin.base.keys.TestTokens.REST;
import static org.jitsuin.base.keys.TestTokens.SCHEME;
import static org.jitsuin.base.keys.TestTokens.assertFault;
import static org.jitsuin.base.keys.TestTokens.directory;
import static org.jitsuin.base.keys.TestTokens.label;
import static org.jitsuin.base.keys.TestTokens.make;
import static org.jitsuin.base.keys.TestTokens.verifies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.testing.SettableClock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that are wrong, go and come: they heal without a new object. */
@Tag("stack")
class TokenHealingTest {
  private static TokenSettings settings;

  private final SettableClock clock = new SettableClock(Instant.parse("2025-10-27T00:00:00Z"));

  @TempDir private Path files;

  @BeforeAll
  static void makeToken() {
    settings = make("healing");
  }

  private SigningPool pool(TokenSettings of) {
    return new SigningPool(new Token(of, clock), 2, 100, Duration.ofSeconds(30));
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

  @Test
  void open_wrongPin_isNotTriedAgainUntilTheFileChanges() throws IOException {
    TokenSettings fresh = make("pin");
    Path pin = Files.writeString(files.resolve("pin"), "wrong\n");
    Files.setLastModifiedTime(pin, FileTime.from(Instant.parse("2025-01-01T00:00:00Z")));
    Token token = new Token(new TokenSettings("test", fresh.library(), fresh.slot(), pin), clock);
    assertFault(FaultCode.TOKEN_PIN_REFUSED, token::check);
    // The right PIN is not seen, since the file is as old as before: so the wrong one was not
    // tried.
    Files.writeString(pin, Files.readString(fresh.pinFile()));
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

  /** The directory() of all tokens goes and comes; both tokens of the module heal by themselves. */
  @Test
  void sign_tokensAwayAndBack_healsWithoutANewToken() throws GeneralSecurityException, IOException {
    TokenSettings second = make("second");
    try (SigningPool one = pool(settings);
        SigningPool other = pool(second)) {
      String label = label();
      PublicKey key = one.token().generate(label, SCHEME);
      PublicKey otherKey = other.token().generate(label, SCHEME);
      Path away = directory().resolveSibling("away");
      Files.move(directory(), away);
      try {
        assertFault(FaultCode.TOKEN_UNAVAILABLE, () -> one.key(label, SCHEME).sign(MESSAGE));
        assertFault(FaultCode.TOKEN_UNAVAILABLE, () -> other.key(label, SCHEME).sign(MESSAGE));
        assertFault(FaultCode.TOKEN_UNAVAILABLE, one.token()::check);
      } finally {
        Files.move(away, directory());
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
      Path away = directory().resolveSibling("away");
      Files.move(directory(), away);
      try {
        assertFault(FaultCode.TOKEN_UNAVAILABLE, pool.token()::check);
      } finally {
        Files.move(away, directory());
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
      Path away = directory().resolveSibling("away");
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
    try (Stream<Path> all = Files.list(directory())) {
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
}

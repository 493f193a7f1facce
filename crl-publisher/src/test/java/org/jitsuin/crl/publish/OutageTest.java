package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.crl.testing.TestClock;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token, the database or the disk is gone for a while. */
@Tag("stack")
class OutageTest {
  private final TestStack stack = TestStack.shared();
  private final StatusRows rows = new StatusRows();
  private final TestClock clock = new TestClock(Clocks.system().instant());
  @TempDir private Path directory;
  private Server server;

  @BeforeEach
  void start() {
    rows.reset();
    server = new Server(directory, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void makeChange() {
    rows.revoke(
        server.partition().no(),
        StatusRows.serial(1),
        RevocationReason.SUPERSEDED,
        clock.instant());
    clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void run_tokenMissingAtStart_isNotReadyAndHeals() throws IOException {
    Path pin = directory.resolve("pin");
    server.close();
    server = new Server(directory, clock, Map.of("jitsuin.pkcs11.ca.pin-file", pin.toString()));
    server.run();
    assertThat(server.health().ready()).isFalse();
    assertThat(server.health().reason()).startsWith("TOKEN_UNAVAILABLE");
    assertThat(rows.crls(server.partition().no())).isEmpty();

    Files.copy(stack.settings().get(BaseSettings.pinFile("ca")), pin);
    clock.advance(Duration.ofSeconds(3));
    server.run();
    assertThat(server.health().ready()).isTrue();
    assertThat(server.trouble()).isEmpty();
  }

  @Test
  void run_tokenGoneForAWhile_keepsServingAndHeals() throws IOException {
    server.run();
    makeChange();
    Path tokens = stack.home().resolve("tokens");
    Path away = stack.home().resolve("tokens-away");
    Files.move(tokens, away);
    try {
      server.run();
      assertThat(server.number()).isEqualTo(1);
      assertThat(server.health().ready()).isTrue();
      assertThat(server.health().reason()).startsWith("TOKEN_UNAVAILABLE");
    } finally {
      Files.move(away, tokens);
    }
    clock.advance(Duration.ofSeconds(3));
    server.run();
    assertThat(server.number()).isGreaterThan(1);
    assertThat(server.trouble()).isEmpty();
  }

  @Test
  void run_databaseGoneForAWhile_keepsServingAndHeals() {
    server.run();
    makeChange();
    stack.database().stop();
    try {
      clock.advance(Duration.ofMinutes(1));
      server.run();
      assertThat(server.number()).isEqualTo(1);
      assertThat(server.health().ready()).isTrue();
      assertThat(server.health().reason()).startsWith("DATABASE_UNAVAILABLE");
    } finally {
      stack.database().start();
      rows.reconnect();
    }
    server.run();
    assertThat(server.number()).isEqualTo(2);
    assertThat(server.trouble()).isEmpty();
  }

  @Test
  void run_directoryCannotBeWritten_keepsServingAndHeals() throws IOException {
    server.run();
    makeChange();
    Path issuer = server.file().getParent();
    Path away = directory.resolve("away");
    Files.move(issuer, away);
    Files.createFile(issuer);
    server.run();
    assertThat(server.health().failing()).isEqualTo(1);
    assertThat(server.health().reason()).contains("signature-g1/13221-g1");
    Files.delete(issuer);
    Files.move(away, issuer);
    clock.advance(Duration.ofMinutes(2));
    server.run();
    assertThat(server.number()).isGreaterThan(1);
    assertThat(server.trouble()).isEmpty();
  }
}

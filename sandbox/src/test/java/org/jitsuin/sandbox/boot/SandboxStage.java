package org.jitsuin.sandbox.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.client.Clients;

/** A sandbox that runs in the tests' process, with a clock that can be moved. */
public final class SandboxStage implements AutoCloseable, InstantSource {
  private final SandboxServer server;
  private final Path directory;
  private volatile Duration moved = Duration.ZERO;

  /**
   * Starts it.
   *
   * @param authority empty for test persons only
   */
  public SandboxStage(Path directory, Optional<Authority> authority) {
    this.directory = directory;
    try {
      server =
          SandboxServer.start(
              0,
              port ->
                  Sandbox.of(
                          new SandboxSettings(
                              directory, port, "http://localhost:" + port, Optional.empty()),
                          authority,
                          this)
                      .site());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time of the machine: other programs look at what is issued. */
  @Override
  public Instant instant() {
    return Clocks.system().instant().plus(moved);
  }

  public void move(Duration forward) {
    moved = moved.plus(forward);
  }

  public String issuer() {
    return "http://localhost:" + server.port();
  }

  /** A browser of somebody else. */
  public TestBrowser browser() {
    return new TestBrowser(issuer());
  }

  /** Registers a party at the page for it. */
  public TestParty register(String... redirects) {
    return TestParty.registered(this, "試験サービス", List.of(redirects));
  }

  /** What stands in the file of parties. */
  public Clients clientsInFile() throws IOException {
    return new Clients(directory.resolve("clients.json"));
  }

  @Override
  public void close() {
    server.close();
  }
}

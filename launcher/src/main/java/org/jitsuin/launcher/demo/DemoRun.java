package org.jitsuin.launcher.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.terminal.Terminal;

/** A run of the demo: its directory, its names that no other run has, the server's time. */
final class DemoRun {
  private static final Duration STEP = Duration.ofMillis(250);

  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Duration offset;
  private final Path directory;
  private final String id;
  private int steps;
  private int checks;

  DemoRun(Installation installation, Terminal terminal, InstantSource clock) {
    this.installation = installation;
    this.terminal = terminal;
    this.clock = clock;
    this.offset = new Server(installation).clockOffset();
    this.directory = fresh(installation.demo());
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    this.id = HexFormat.of().formatHex(random);
  }

  private static Path fresh(Path parent) {
    try {
      Files.createDirectories(parent);
      int number = 1;
      while (Files.exists(parent.resolve(Integer.toString(number)))) {
        number++;
      }
      return Files.createDirectory(parent.resolve(Integer.toString(number)));
    } catch (IOException e) {
      throw new UncheckedIOException("in directory " + parent, e);
    }
  }

  Installation installation() {
    return installation;
  }

  /** A name for this run, such as {@code 3f9a1c2b}. */
  String id() {
    return id;
  }

  Path directory() {
    return directory;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** The certificate of the card that the authority issued. */
  Path certificate(Authority authority) {
    return file(authority.id() + ".pem");
  }

  /** The card's key for the authority's certificate. */
  Path key(Authority authority) {
    return file(authority.id() + ".key");
  }

  /** The certificate of the authority itself. */
  Path issuer(Authority authority) {
    return installation.ca().resolve(authority.id() + ".pem");
  }

  void write(String name, String content) {
    try {
      Files.writeString(file(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(name), e);
    }
  }

  void write(String name, byte[] content) {
    try {
      Files.write(file(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(name), e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(name), e);
    }
  }

  byte[] octets(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(name), e);
    }
  }

  /** Reads a certificate in PEM. */
  X509Certificate certificateIn(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (CertificateException e) {
      throw new WrongResult("a certificate in " + file, e.getMessage());
    }
  }

  /** The time by the server's clock. */
  Instant now() {
    return clock.instant().plus(offset);
  }

  /** The date in Japan by the server's clock. */
  LocalDate today() {
    return JapanTime.date(now());
  }

  /**
   * Returns the options that make {@code openssl verify} look at the server's time; nothing where
   * it is today's.
   */
  List<String> atServerTime() {
    return offset.isZero() ? List.of() : List.of("-attime", Long.toString(now().getEpochSecond()));
  }

  /**
   * Returns the same options for {@code openssl ocsp}, which compares the answer's times with the
   * machine's.
   */
  List<String> atServerTimeForOcsp() {
    if (offset.isZero()) {
      return List.of();
    }
    long leeway = offset.abs().plusMinutes(5).toSeconds();
    return Stream.concat(
            atServerTime().stream(), List.of("-validity_period", Long.toString(leeway)).stream())
        .toList();
  }

  /** Begins the next step. */
  void step(String title) {
    steps++;
    terminal.blank();
    terminal.strong(String.format(Locale.ROOT, "%3d  %s", steps, title));
  }

  /** Says in a sentence what happens. */
  void tell(String sentence) {
    terminal.line("     " + sentence);
  }

  /** Notes that something came out as it should. */
  void right(String what) {
    checks++;
    terminal.line("     ✓ " + what);
  }

  int checks() {
    return checks;
  }

  /**
   * Fails unless something is so.
   *
   * @throws WrongResult that shows both
   */
  void expect(boolean right, String expected, String got) {
    if (!right) {
      throw new WrongResult(expected, got);
    }
    right(expected);
  }

  /**
   * Tries again and again until the result is good enough, or the patience ends.
   *
   * @return the last result
   */
  <T> T retry(Duration patience, Supplier<T> attempt, Predicate<T> enough) {
    Instant end = clock.instant().plus(patience);
    while (true) {
      T result = attempt.get();
      if (enough.test(result) || clock.instant().isAfter(end)) {
        return result;
      }
      terminal.passing("     waiting …");
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SetupFailure("interrupted", e);
      }
    }
  }
}

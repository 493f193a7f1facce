package org.jitsuin.base.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tokens of a real SoftHSM, kept in a directory. The process that uses them must have the name of
 * its {@link #configuration()} in {@code SOFTHSM2_CONF}.
 */
final class SoftTokens {
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

  private static SoftTokens shared;

  private final Path home;

  SoftTokens(Path home) {
    this.home = home;
  }

  /** Those of this JVM, in the directory that the build has named; empty at the first use. */
  static synchronized SoftTokens shared() {
    if (shared == null) {
      Path configuration =
          Path.of(
              Optional.ofNullable(System.getenv("SOFTHSM2_CONF"))
                  .orElseThrow(() -> new IllegalStateException("SOFTHSM2_CONF is not set")));
      SoftTokens fresh = new SoftTokens(configuration.getParent());
      fresh.delete();
      fresh.prepare();
      shared = fresh;
    }
    return shared;
  }

  private void delete() {
    if (Files.notExists(home)) {
      return;
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the configuration and makes the directory. */
  void prepare() {
    try {
      Files.createDirectories(tokens());
      Files.writeString(
          configuration(),
          """
          directories.tokendir = %s
          objectstore.backend = file
          log.level = ERROR
          slots.removable = false
          """
              .formatted(tokens().toAbsolutePath()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file that SoftHSM reads when it is loaded. */
  Path configuration() {
    return home.resolve("softhsm2.conf");
  }

  /** The directory with a directory for each token. */
  Path tokens() {
    return home.resolve("tokens");
  }

  /** Makes a new token, in another process, with a PIN in a file of its own. */
  TokenSettings make(String name) {
    String pin = "pin-of-" + name;
    ProcessBuilder builder =
        new ProcessBuilder(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            name,
            "--so-pin",
            pin,
            "--pin",
            pin);
    builder.environment().put("SOFTHSM2_CONF", configuration().toString());
    try {
      Path pinFile = Files.writeString(home.resolve(name + "-pin"), pin + "\n");
      Process process = builder.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher slot = SLOT.matcher(output);
      if (!slot.find()) {
        throw new IllegalStateException("no token was made: " + output);
      }
      return new TokenSettings(name, library(), Long.parseLong(slot.group(1)), pinFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The PKCS#11 module of SoftHSM, where Debian and others keep it. */
  static Path library() {
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so")
        .map(Path::of)
        .filter(Files::isReadable)
        .findFirst()
        .orElseThrow();
  }
}

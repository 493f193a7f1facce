package org.jitsuin.installation.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * SoftHSM tokens in a directory of their own. The process that uses them must have {@code
 * SOFTHSM2_CONF} in its environment, naming {@link #configuration()}.
 */
public final class SoftHsm {
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
  private static final String PACKAGE = "softhsm2";

  private final Path directory;

  public SoftHsm(Path directory) {
    this.directory = directory;
  }

  /** The configuration file; written by {@link #prepare()}. */
  public Path configuration() {
    return directory.resolve("softhsm2.conf");
  }

  /** The directory that the tokens are kept in. */
  public Path objects() {
    return directory.resolve("tokens");
  }

  /** Writes the configuration and makes the directory that the tokens are kept in. */
  public void prepare() {
    Path tokens = objects();
    try {
      Files.createDirectories(tokens);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + tokens, e);
    }
    Secrets.write(
        configuration(),
        """
        directories.tokendir = %s
        objectstore.backend = file
        objectstore.umask = 0077
        log.level = ERROR
        slots.removable = false
        """
            .formatted(tokens.toAbsolutePath()));
  }

  /**
   * Makes a token.
   *
   * @return its slot number, which stays with the token
   */
  public long initialise(String label, Path pinFile, Path officerPinFile) {
    String pin = Secrets.read(pinFile);
    String officerPin = Secrets.read(officerPinFile);
    String output =
        SystemCommand.run(
            List.of(
                "/usr/bin/env",
                "SOFTHSM2_CONF=" + configuration(),
                SystemCommand.find("softhsm2-util", PACKAGE).toString(),
                "--init-token",
                "--free",
                "--label",
                label,
                "--so-pin",
                officerPin,
                "--pin",
                pin),
            List.of(pin, officerPin));
    Matcher slot = SLOT.matcher(output);
    if (!slot.find()) {
      throw new SetupFailure("softhsm2-util did not say which slot token " + label + " got");
    }
    return Long.parseLong(slot.group(1));
  }

  /** The PKCS#11 module of SoftHSM, where Debian and others keep it. */
  public static Path library() {
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so")
        .map(Path::of)
        .filter(Files::isReadable)
        .findFirst()
        .orElseThrow(() ->
            new SetupFailure(
                "SoftHSM is not installed; install it with: apt-get install " + PACKAGE));
  }
}

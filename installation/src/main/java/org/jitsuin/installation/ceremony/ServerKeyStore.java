package org.jitsuin.installation.ceremony;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jitsuin.base.keys.KeyStoreEnd;
import org.jitsuin.installation.setup.Secrets;

/**
 * The key store of the server's TLS, {@code tls/server.p12} of an installation, whose password is
 * drawn and stands among its secrets.
 */
public record ServerKeyStore(Path home) {
  private static final String SECRET = "tls-keystore";

  public Path file() {
    return home.resolve("tls").resolve("server.p12");
  }

  /** The password for a store that is written, drawn where there is none yet. */
  String fresh() {
    return new Secrets(secrets(), new SecureRandom()).value(SECRET);
  }

  private Path secrets() {
    return home.resolve("secrets");
  }

  /**
   * The password that opens the store as it is: one that was made before passwords were drawn has
   * that of development until it is renewed, also where a renewal died between the two files.
   */
  public String password() {
    Path secret = secrets().resolve(SECRET);
    if (Files.exists(secret)) {
      String drawn = Secrets.read(secret);
      if (KeyStoreEnd.of(file(), drawn.toCharArray()).isPresent()) {
        return drawn;
      }
    }
    return StaffFiles.DEVELOPMENT_PASSWORD;
  }
}

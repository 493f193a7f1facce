package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.installation.ceremony.RecordSignature.Credential;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.terminal.Terminal;

/** Passwords of people's keys: from a file, or typed at the terminal. */
final class Passwords {
  private static final String TOKEN = ".cfg";

  private final Terminal terminal;

  Passwords(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * The password of a key.
   *
   * @param key for which it is asked
   * @param file where it stands, if it is not typed
   * @throws SetupFailure if there is neither
   */
  char[] of(Path key, Optional<Path> file) {
    return file.map(Secrets::read).map(String::toCharArray).orElseGet(() -> ask(key));
  }

  /**
   * Opens a person's key: a key store, or a token by its configuration for SunPKCS11.
   *
   * @param key the file, whose name ends with {@code .cfg} where it is a configuration
   * @param passwordFile where its password stands, if it is not typed
   * @throws SetupFailure if it cannot be opened
   */
  Credential open(Path key, Optional<Path> passwordFile) {
    char[] password = of(key, passwordFile);
    try {
      return key.toString().endsWith(TOKEN)
          ? Credential.onToken(key, password)
          : Credential.read(key, password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private char[] ask(Path key) {
    return Optional.ofNullable(System.console())
        .filter(_ -> terminal.watched())
        .flatMap(console ->
            Optional.ofNullable(console.readPassword("  password of %s: ", key.getFileName())))
        .orElseThrow(() ->
            new SetupFailure("the key's password is typed at a terminal, or --password-file FILE"));
  }
}

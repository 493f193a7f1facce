package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.Optional;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.terminal.Terminal;

/** Passwords of people's keys: from a file, or typed at the terminal. */
final class Passwords {
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

  private char[] ask(Path key) {
    return Optional.ofNullable(System.console())
        .filter(_ -> terminal.watched())
        .flatMap(console ->
            Optional.ofNullable(console.readPassword("  password of %s: ", key.getFileName())))
        .orElseThrow(() ->
            new SetupFailure("the key's password is typed at a terminal, or --password-file FILE"));
  }
}

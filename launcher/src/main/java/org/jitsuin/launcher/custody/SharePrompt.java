package org.jitsuin.launcher.custody;

import java.io.Console;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.installation.custody.SecretShare;
import org.jitsuin.launcher.terminal.Terminal;

/** Shares at the terminal: typed without being seen, shown to one person and wiped away. */
public final class SharePrompt {
  private static final int TRIES = 5;
  private static final String WIPE = "\033[3J\033[2J\033[H";

  private final Terminal terminal;

  public SharePrompt(Terminal terminal) {
    this.terminal = terminal;
  }

  private Optional<Console> console() {
    return terminal.watched() ? Optional.ofNullable(System.console()) : Optional.empty();
  }

  boolean isThere() {
    return console().isPresent();
  }

  /** Lets somebody type a share; who mistypes may try again. */
  SecretShare ask(int place, int needed) {
    Console console = console().orElseThrow(() -> CustodyMessages.MESSAGES.sharesNeeded(needed));
    String which = String.format(Locale.ROOT, "share %d of the %d that are needed", place, needed);
    for (int i = 0; i < TRIES; i++) {
      char[] typed = console.readPassword("  %s: ", which);
      if (typed == null) {
        break;
      }
      Optional<SecretShare> share = SecretShare.parse(new String(typed));
      Arrays.fill(typed, '\0');
      if (share.isPresent()) {
        return share.get();
      }
      terminal.bad(CustodyMessages.MESSAGES.damaged(which).getMessage());
    }
    throw CustodyMessages.MESSAGES.damaged(which);
  }

  /**
   * Shows a share to its custodian alone: others turn away, and it is gone before they turn back.
   */
  void show(String person, SecretShare share) {
    Console console = console().orElseThrow(CustodyMessages.MESSAGES::noTerminal);
    console.printf("%s  %s alone looks now; then press Enter.%n", WIPE, person);
    console.readLine();
    console.printf("%n  %s%n%n  Write it down; then press Enter.%n", share.text());
    console.readLine();
    console.printf("%s", WIPE);
    console.flush();
  }
}

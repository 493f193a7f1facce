package org.jitsuin.launcher.holder;

import java.io.Console;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.card.holder.HolderFailure;

/** Asks at the terminal; PINs are typed without being seen, and never come from anywhere else. */
public final class ConsolePrompts implements Prompts {
  private static final Set<String> YES = Set.of("yes", "はい");

  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  private static Console console() {
    return terminal()
        .orElseThrow(() ->
            new HolderFailure(
                "端末から入力してください。暗証番号をファイルや引数で渡すことはできません。",
                "There is no terminal to ask at; a PIN comes neither from a file nor as an"
                    + " argument."));
  }

  @Override
  public boolean areThere() {
    return terminal().isPresent();
  }

  @Override
  public char[] secret(String question) {
    char[] typed = console().readPassword("  %s: ", question);
    return typed == null ? new char[0] : typed;
  }

  @Override
  public boolean agrees(String question) {
    String typed = console().readLine("  %s (yes/no): ", question);
    return typed != null && YES.contains(typed.strip());
  }
}

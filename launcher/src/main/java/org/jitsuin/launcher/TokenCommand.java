package org.jitsuin.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.backup.BackupKey;
import org.jitsuin.launcher.backup.NodeBundle;
import org.jitsuin.launcher.backup.TokenBackup;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jitsuin token backup} and {@code restore}. */
abstract class TokenCommand implements LauncherCommand {
  private final CommandContext context;
  private final Terminal terminal;

  @Mixin private ShareOptions shares;
  @Mixin private PasswordFile passwordFile;

  TokenCommand(CommandContext context) {
    this.context = context;
    this.terminal = context.terminal();
  }

  final Terminal terminal() {
    return terminal;
  }

  /**
   * The copy of the tokens, encrypted for custodians or with a password.
   *
   * @param typedTwice whether a password that is typed is typed once more
   */
  final TokenBackup backup(boolean typedTwice) {
    return new TokenBackup(context.installation(), key(typedTwice), context.clock());
  }

  /** What a further server needs; otherwise as {@link #backup}. */
  final NodeBundle bundle(boolean typedTwice) {
    return new NodeBundle(context.installation(), key(typedTwice), context.clock());
  }

  private BackupKey key(boolean typedTwice) {
    return new BackupKey(
        shares.custody(context),
        () ->
            passwordFile
                .path()
                .map(file -> Secrets.read(file).toCharArray())
                .orElseGet(() -> ask(typedTwice)));
  }

  private char[] ask(boolean twice) {
    char[] first = typed("  password of the backup: ");
    if (twice) {
      char[] second = typed("  once more: ");
      boolean same = Arrays.equals(first, second);
      Arrays.fill(second, '\0');
      if (!same) {
        throw new SetupFailure("the two passwords differ");
      }
    }
    return first;
  }

  private char[] typed(String prompt) {
    return Optional.ofNullable(System.console())
        .filter(_ -> terminal.watched())
        .flatMap(console -> Optional.ofNullable(console.readPassword(prompt)))
        .orElseThrow(
            () -> new SetupFailure("the password is typed at a terminal, or --password-file FILE"));
  }

  @Command(name = "backup", description = "write an encrypted copy of the tokens")
  static final class Backup extends TokenCommand {
    @Parameters(paramLabel = "DIRECTORY", description = "where the copy is written")
    private Path directory;

    Backup(CommandContext context) {
      super(context);
    }

    @Override
    public ExitCode run() {
      if (!Files.isDirectory(directory)) {
        throw new SetupFailure(directory + " is no directory");
      }
      Path file = backup(true).backUp(directory);
      terminal().good("backup", DisplayPath.of(file) + "; each key has signed from it");
      return ExitCode.OK;
    }
  }

  @Command(name = "restore", description = "put the tokens of such a copy in place")
  static final class Restore extends TokenCommand {
    @Parameters(paramLabel = "FILE", description = "the copy")
    private Path file;

    Restore(CommandContext context) {
      super(context);
    }

    @Override
    public ExitCode run() {
      List<String> missing = backup(false).restore(file);
      if (!missing.isEmpty()) {
        terminal()
            .bad(
                "the copy was put back, and is older than these keys, which are not in it: "
                    + String.join(", ", missing));
        return ExitCode.WRONG;
      }
      terminal().good("restored", "each key has signed; go on with: ./jitsuin up");
      return ExitCode.OK;
    }
  }
}

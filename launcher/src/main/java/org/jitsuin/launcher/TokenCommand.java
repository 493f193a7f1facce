package org.jitsuin.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.backup.BackupKey;
import org.jitsuin.launcher.backup.TokenBackup;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;

/** {@code jitsuin token backup} and {@code restore}. */
final class TokenCommand {
  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;

  TokenCommand(Installation installation, Terminal terminal, InstantSource clock) {
    this.installation = installation;
    this.terminal = terminal;
    this.clock = clock;
  }

  ExitCode run(List<String> options) {
    List<Path> shares = new ArrayList<>();
    Optional<Path> password = Optional.empty();
    for (int i = 2; i + 1 < options.size(); i += 2) {
      Path value = Path.of(options.get(i + 1));
      switch (options.get(i)) {
        case "--share" -> shares.add(value);
        case "--password-file" -> password = Optional.of(value);
        default -> {
          return usage();
        }
      }
    }
    if (options.size() < 2 || options.size() % 2 != 0) {
      return usage();
    }
    Path path = Path.of(options.get(1));
    Optional<Path> passwordFile = password;
    Custody custody = new Custody(installation, new Shares(shares, new SharePrompt(terminal)));
    BackupKey key =
        new BackupKey(
            custody,
            () ->
                passwordFile
                    .map(file -> Secrets.read(file).toCharArray())
                    .orElseGet(() -> ask(options.getFirst().equals("backup"))));
    TokenBackup backup = new TokenBackup(installation, key, clock);
    return switch (options.getFirst()) {
      case "backup" -> backUp(backup, path);
      case "restore" -> restore(backup, path);
      default -> usage();
    };
  }

  private ExitCode usage() {
    terminal.bad("token backup DIRECTORY | restore FILE [--share FILE]... [--password-file FILE]");
    return ExitCode.USAGE;
  }

  private ExitCode backUp(TokenBackup backup, Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new SetupFailure(directory + " is no directory");
    }
    Path file = backup.backUp(directory);
    terminal.good("backup", DisplayPath.of(file) + "; each key has signed from it");
    return ExitCode.OK;
  }

  private ExitCode restore(TokenBackup backup, Path file) {
    List<String> missing = backup.restore(file);
    if (!missing.isEmpty()) {
      terminal.bad(
          "the copy was put back, and is older than these keys, which are not in it: "
              + String.join(", ", missing));
      return ExitCode.WRONG;
    }
    terminal.good("restored", "each key has signed; go on with: ./jitsuin up");
    return ExitCode.OK;
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
}

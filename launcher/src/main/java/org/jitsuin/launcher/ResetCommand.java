package org.jitsuin.launcher;

import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.TokenPlace;
import org.jitsuin.launcher.startup.Shutdown;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import org.jitsuin.launcher.terminal.TerminalProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jitsuin reset}: ends it and deletes all that the launcher made, keys included. */
@Command(name = "reset", description = "stop everything and delete it, keys included")
final class ResetCommand implements LauncherCommand {
  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;

  @Option(names = "--yes", description = "without asking")
  private boolean unasked;

  ResetCommand(CommandContext context) {
    this.installation = context.installation();
    this.terminal = context.terminal();
    this.clock = context.clock();
  }

  @Override
  public ExitCode run() {
    Path shown = DisplayPath.of(installation.home());
    return switch (installation.condition()) {
      case ABSENT -> {
        if (Files.isDirectory(installation.cards()) || Files.isDirectory(installation.sandbox())) {
          // Cards and sandbox need no installation.
          yield unasked ? delete() : ask(shown);
        }
        terminal.paragraph("There is nothing to delete in " + shown + ".");
        yield ExitCode.OK;
      }
      case FOREIGN -> {
        terminal.bad(shown + " holds something that Jitsuin did not make; nothing was deleted");
        yield ExitCode.UNMET;
      }
      case PRESENT, OTHER_FORMAT -> unasked ? delete() : ask(shown);
    };
  }

  private ExitCode ask(Path shown) {
    Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isEmpty()) {
      terminal.bad(
          "there is no terminal to ask for confirmation; to delete without asking: ./jitsuin reset --yes");
      return ExitCode.USAGE;
    }
    terminal.paragraph("This deletes %s: database, keys, certificates, logs.".formatted(shown));
    String answer = console.get().readLine("  Delete it all? Type yes: ");
    if (!"yes".equals(answer)) {
      terminal.paragraph("Nothing was deleted.");
      return ExitCode.UNMET;
    }
    return delete();
  }

  private ExitCode delete() {
    boolean others =
        !(installation.settings().database() instanceof DatabasePlace.Private)
            || installation.settings().tokens() instanceof TokenPlace.Given;
    new Shutdown(installation, new TerminalProgress(terminal, clock)).runAndDelete();
    if (others) {
      terminal.paragraph(
          "The database and the tokens that the settings name belong to others: schemas, users and"
              + " keys in them are still there.");
    }
    return ExitCode.OK;
  }
}

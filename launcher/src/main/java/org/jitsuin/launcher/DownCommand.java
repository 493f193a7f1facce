package org.jitsuin.launcher;

import java.time.InstantSource;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.SandboxProcess;
import org.jitsuin.launcher.startup.Shutdown;
import org.jitsuin.launcher.terminal.Terminal;
import org.jitsuin.launcher.terminal.TerminalProgress;
import picocli.CommandLine.Command;

/** {@code jitsuin down}: ends server and database; nothing is lost. */
@Command(name = "down", description = "stop everything; nothing is lost")
final class DownCommand implements LauncherCommand {
  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;

  DownCommand(CommandContext context) {
    this.installation = context.installation();
    this.terminal = context.terminal();
    this.clock = context.clock();
  }

  @Override
  public ExitCode run() {
    if (installation.condition() == Installation.Condition.PRESENT) {
      new Shutdown(installation, new TerminalProgress(terminal, clock)).run();
    } else {
      // Cards and sandbox need no installation.
      new CardShelf(installation.cards()).removeAll();
      new SandboxProcess(installation).end();
    }
    terminal.paragraph("Nothing runs.");
    return ExitCode.OK;
  }
}

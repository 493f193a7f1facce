package org.jitsuin.launcher;

import java.time.InstantSource;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.startup.Shutdown;
import org.jitsuin.launcher.terminal.Terminal;
import org.jitsuin.launcher.terminal.TerminalProgress;

/** {@code jitsuin down}: ends server and database; nothing is lost. */
final class DownCommand {
  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;

  DownCommand(Installation installation, Terminal terminal, InstantSource clock) {
    this.installation = installation;
    this.terminal = terminal;
    this.clock = clock;
  }

  ExitCode run() {
    if (installation.condition() == Installation.Condition.PRESENT) {
      new Shutdown(installation, new TerminalProgress(terminal, clock)).run();
    }
    terminal.paragraph("Nothing runs.");
    return ExitCode.OK;
  }
}

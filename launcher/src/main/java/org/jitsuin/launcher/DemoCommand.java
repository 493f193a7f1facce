package org.jitsuin.launcher;

import java.time.InstantSource;
import java.util.Optional;
import org.jitsuin.launcher.demo.Demo;
import org.jitsuin.launcher.demo.WrongResult;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Health;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.terminal.Terminal;

/** {@code jitsuin demo}: the life of one card, on a server that is brought up if need be. */
final class DemoCommand {
  private final Installation installation;
  private final UpCommand up;
  private final Terminal terminal;
  private final InstantSource clock;

  DemoCommand(Installation installation, UpCommand up, Terminal terminal, InstantSource clock) {
    this.installation = installation;
    this.up = up;
    this.terminal = terminal;
    this.clock = clock;
  }

  ExitCode run() {
    if (!isReady()) {
      terminal.paragraph("No server is ready; starting one first, and leaving it running.");
      ExitCode code = up.start(Optional.empty());
      terminal.blank();
      if (code != ExitCode.OK) {
        return code;
      }
    }
    try {
      new Demo(installation, terminal, clock).run();
      return ExitCode.OK;
    } catch (WrongResult e) {
      terminal.blank();
      terminal.bad(e.getMessage());
      return ExitCode.WRONG;
    }
  }

  private boolean isReady() {
    Server server = new Server(installation);
    return installation.condition() == Installation.Condition.PRESENT
        && server.process().isPresent()
        && server.health() instanceof Health.Ready;
  }
}

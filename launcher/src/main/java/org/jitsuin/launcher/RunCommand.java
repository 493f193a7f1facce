package org.jitsuin.launcher;

import java.util.Optional;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.server.ServerConsole;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;

/**
 * {@code jitsuin run}: brings it up as {@code up} does and stays until the server ends, for a
 * container or a service manager. What the server prints appears here; a request to end this
 * process ends the server in order.
 */
@Command(name = "run", description = "as up, and stays in front until it is ended")
final class RunCommand implements LauncherCommand {
  private final CommandContext context;
  private final Server server;
  private final Terminal terminal;

  RunCommand(CommandContext context) {
    this.context = context;
    this.server = new Server(context.installation());
    this.terminal = context.terminal();
  }

  /** Runs the server; never returns OK: a server that ends without being asked to has failed. */
  @Override
  public ExitCode run() {
    if (server.process().isPresent()) {
      terminal.bad("the server is already running; end it first with: ./jitsuin down");
      return ExitCode.UNMET;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "end-of-server"));
    // One that is not ready goes on, too: it heals when what it lacks is back.
    ServerStart.of(context).run(Optional.empty(), ServerConsole.INHERITED);
    server.process().ifPresent(process -> process.onExit().join());
    return ExitCode.WRONG;
  }
}

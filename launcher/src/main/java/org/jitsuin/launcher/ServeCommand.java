package org.jitsuin.launcher;

import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.server.ServerConsole;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;

/**
 * {@code jitsuin serve}: runs the server that {@code prepare} has prepared and stays until it ends;
 * for a container or a service manager that starts it as the server's own user. What the server
 * prints appears here; a request to end this process ends the server in order.
 */
@Command(name = "serve", description = "run what prepare has prepared, and stay in front")
final class ServeCommand implements LauncherCommand {
  private final Server server;
  private final Terminal terminal;

  ServeCommand(CommandContext context) {
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
    server.startPrepared(ServerConsole.INHERITED);
    server.process().ifPresent(process -> process.onExit().join());
    return ExitCode.WRONG;
  }
}

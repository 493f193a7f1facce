package org.jitsuin.launcher;

import java.util.Optional;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.demo.Demo;
import org.jitsuin.launcher.demo.WrongResult;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Health;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.server.ServerConsole;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jitsuin demo}: a card and its holder, on a server that is brought up if need be. */
@Command(name = "demo", description = "the life of one card, step by step, checked with openssl")
final class DemoCommand implements LauncherCommand {
  @Option(
      names = "--card",
      description = "on a chip: a virtual card in a reader, written by a counter")
  private boolean card;

  @Option(
      names = "--uses",
      description = "what a card is for: log in, print, file, consent, at the parties of a sandbox")
  private boolean uses;

  private final CommandContext context;
  private final Installation installation;
  private final Terminal terminal;

  DemoCommand(CommandContext context) {
    this.context = context;
    this.installation = context.installation();
    this.terminal = context.terminal();
  }

  @Override
  public ExitCode run() {
    if (!isReady()) {
      terminal.paragraph("No server is ready; starting one first, and leaving it running.");
      ExitCode code = ServerStart.of(context).run(Optional.empty(), ServerConsole.FILE);
      terminal.blank();
      if (code != ExitCode.OK) {
        return code;
      }
    }
    if (installation.keysAreBrought()) {
      throw new SetupFailure(
          "the demo acts as the staff of development, whose keys lie here; with custodians and in"
              + " production there is none");
    }
    try {
      if (card) {
        demo().runWithCard();
      }
      if (uses) {
        demo().runUses(context.checkout());
      }
      if (!card && !uses) {
        demo().run();
      }
      return ExitCode.OK;
    } catch (WrongResult | HolderFailure e) {
      terminal.blank();
      terminal.bad(e.getMessage());
      return ExitCode.WRONG;
    }
  }

  private Demo demo() {
    return new Demo(installation, terminal, context.clock());
  }

  private boolean isReady() {
    Server server = new Server(installation);
    return installation.condition() == Installation.Condition.PRESENT
        && server.process().isPresent()
        && server.health() instanceof Health.Ready;
  }
}

package org.jitsuin.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.CeremonyOrder.Renewal;
import org.jitsuin.launcher.startup.KeyCeremony;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jitsuin tls renew} and {@code jitsuin staff renew}. */
abstract class RenewCommand implements LauncherCommand {
  private final CommandContext context;

  @Mixin private ShareOptions shares;

  RenewCommand(CommandContext context) {
    this.context = context;
  }

  final CommandContext context() {
    return context;
  }

  /** Which certificates are renewed. */
  abstract Renewal renewal();

  /** What to do with the new ones. */
  abstract String next();

  @Override
  public final ExitCode run() {
    Terminal terminal = context.terminal();
    new KeyCeremony(
            context.installation(),
            shares.custody(context),
            context.clock(),
            step -> terminal.good("renewed", step))
        .renew(renewal());
    terminal.blank();
    terminal.paragraph(next());
    return ExitCode.OK;
  }

  @Command(name = "renew", description = "a new key and certificate for the server's TLS")
  static final class Tls extends RenewCommand {
    Tls(CommandContext context) {
      super(context);
    }

    @Override
    Renewal renewal() {
      return new Renewal.Server();
    }

    @Override
    String next() {
      return new Server(context().installation()).process().isPresent()
          ? "The server takes the new key at its next start: ./jitsuin down && ./jitsuin up"
          : "The server takes the new key when it starts: ./jitsuin up";
    }
  }

  @Command(
      name = "renew",
      description = "new credentials for staff; for all whose have not ended, or those named")
  static final class Staff extends RenewCommand {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "a member of staff")
    private List<String> names = new ArrayList<>();

    Staff(CommandContext context) {
      super(context);
    }

    @Override
    Renewal renewal() {
      return new Renewal.Staff(names, Optional.empty());
    }

    @Override
    String next() {
      return "The credentials are in "
          + DisplayPath.of(context().installation().staff())
          + "; those before stay valid until they end.";
    }
  }
}

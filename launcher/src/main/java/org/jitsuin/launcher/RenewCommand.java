package org.jitsuin.launcher;

import java.util.ArrayList;
import java.util.List;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.launcher.StaffChangeCommand.RequestFile;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.staff.Wish;
import org.jitsuin.launcher.startup.CeremonyOrder.Renewal;
import org.jitsuin.launcher.startup.KeyCeremony;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  final ShareOptions shares() {
    return shares;
  }

  /** Which certificates are renewed. */
  abstract Renewal renewal();

  /** What to do with the new ones. */
  abstract String next();

  @Override
  public ExitCode run() {
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

  /** Two operators decide; where no two can, because their certificates ended, the tokens do. */
  @Command(
      name = "renew",
      description =
          "a new certificate, as two operators decide; without one by the tokens, even if all ended")
  static final class Staff extends RenewCommand {
    private final StaffDecision decision;

    @Spec private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "the id of a member of staff")
    private List<String> names = new ArrayList<>();

    @Mixin private RequestFile request;
    @Mixin private TwoOperators operators;

    Staff(CommandContext context) {
      super(context);
      this.decision = new StaffDecision(context);
    }

    @Override
    public ExitCode run() {
      if (operators.areAbsent()) {
        if (request.file().isPresent() && names.size() != 1) {
          throw usage("a request is of one NAME");
        }
        return super.run();
      }
      if (shares().areGiven() || names.size() != 1) {
        throw usage("operators renew one NAME at a time, without shares");
      }
      return decision.decide(
          spec,
          operators.files(),
          operators.password(),
          Wish.certify(StaffChangeKind.RENEW, names.getFirst()),
          request.file());
    }

    private ParameterException usage(String problem) {
      return new ParameterException(spec.commandLine(), problem);
    }

    @Override
    Renewal renewal() {
      return new Renewal.Staff(names, request.file());
    }

    @Override
    String next() {
      return "What is new is in "
          + DisplayPath.of(context().installation().staff())
          + "; those before stay valid until they end.";
    }
  }
}

package org.jitsuin.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** Every command of {@code ./jitsuin} with its options, as picocli reads them. */
final class Commands {
  private Commands() {}

  @Command(
      name = "./jitsuin",
      description = "The certificate authority behind a national identity card.",
      footer = {
        "",
        "Exit codes: 0 all right, 1 something is wrong, 2 usage, 3 something must be installed or"
            + " changed.",
        "Everything is kept in .jitsuin/ beside this script; JITSUIN_HOME names another directory.",
        "The options of one command: ./jitsuin COMMAND --help"
      })
  private static final class Root {}

  @Command(name = "token", description = "an encrypted copy of the tokens, tried before it counts")
  private static final class Token {}

  @Command(name = "node", description = "a further server beside one that is there")
  private static final class Node {}

  @Command(name = "cluster", description = "several machines, or several namespaces of this one")
  private static final class Cluster {}

  @Command(name = "tls", description = "the server's key and certificate for TLS")
  private static final class Tls {}

  @Command(name = "staff", description = "the people who work here, and their credentials")
  private static final class Staff {}

  @Command(name = "revocation", description = "what a mass revocation is prepared with")
  private static final class Revocation {}

  @Command(
      name = "status-filter",
      description = "the status of every certificate in one small file")
  private static final class StatusFilter {}

  @Command(name = "card", description = "virtual cards, and virtual readers for them")
  private static final class Card {}

  @Command(name = "sandbox", description = "an OpenID provider and parties, to try things with")
  private static final class Sandbox {}

  @Command(name = "holder", description = "what a holder does with a card at home")
  private static final class Holder {}

  @Command(
      name = "consent",
      description = "consents that relying parties are told a holder's latest data")
  private static final class Consent {}

  /**
   * Makes the commands.
   *
   * @return the parser of a command line, whose innermost user object is a {@link LauncherCommand}
   *     where the line names a command
   */
  static CommandLine of(CommandContext context) {
    CommandLine root =
        new CommandLine(new Root())
            .addSubcommand(new UpCommand(context))
            .addSubcommand(new RunCommand(context))
            .addSubcommand(new PrepareCommand(context))
            .addSubcommand(new MigrateCommand(context))
            .addSubcommand(new ServeCommand(context))
            .addSubcommand(new DemoCommand(context))
            .addSubcommand(new StatusCommand(context))
            .addSubcommand(new ForecastCommand(context))
            .addSubcommand(new DownCommand(context))
            .addSubcommand(new ResetCommand(context))
            .addSubcommand(new TestCommand())
            .addSubcommand(
                new CommandLine(new CeremonyCommand(context))
                    .addSubcommand(new RecordCommand.Sign(context))
                    .addSubcommand(new RecordCommand.Verify(context)))
            .addSubcommand(
                new CommandLine(new Token())
                    .addSubcommand(new TokenCommand.Backup(context))
                    .addSubcommand(new TokenCommand.Restore(context)))
            .addSubcommand(
                new CommandLine(new Node())
                    .addSubcommand(new NodeCommand.Bundle(context))
                    .addSubcommand(new NodeCommand.Join(context)))
            .addSubcommand(
                new CommandLine(new Cluster())
                    .addSubcommand(new ClusterPlanCommand(context))
                    .addSubcommand(new ClusterCommand.Up(context))
                    .addSubcommand(new ClusterCommand.Status(context))
                    .addSubcommand(new ClusterCommand.Down(context)))
            .addSubcommand(new TrialCommand(context))
            .addSubcommand(new RecoverCommand(context))
            .addSubcommand(new EraseCommand(context))
            .addSubcommand(new CommandLine(new Tls()).addSubcommand(new RenewCommand.Tls(context)))
            .addSubcommand(staff(context))
            .addSubcommand(
                new CommandLine(new Revocation()).addSubcommand(new RevocationListCommand(context)))
            .addSubcommand(card(context))
            .addSubcommand(holder(context))
            .addSubcommand(
                new CommandLine(new StatusFilter()).addSubcommand(new StatusFilterCommand(context)))
            .addSubcommand(new SamplesCommand(context))
            .addSubcommand(sandbox(context))
            .addSubcommand(counter(context));
    addHelp(root);
    root.getCommandSpec().usageMessage().synopsisSubcommandLabel("COMMAND");
    root.addSubcommand(passedOn(new BenchCommand(context)))
        .addSubcommand(passedOn(new AuditCommand(context)))
        // A file may be named @something.
        .setExpandAtFiles(false)
        .setUsageHelpLongOptionsMaxWidth(40);
    return root;
  }

  private static CommandLine staff(CommandContext context) {
    return new CommandLine(new Staff())
        .addSubcommand(new StaffListCommand(context))
        .addSubcommand(new StaffChangeCommand.Register(context))
        .addSubcommand(new RenewCommand.Staff(context))
        .addSubcommand(new StaffChangeCommand.Replace(context))
        .addSubcommand(new StaffChangeCommand.Withdraw(context))
        .addSubcommand(new StaffActCommand.Block(context))
        .addSubcommand(new StaffChangeCommand.Restore(context))
        .addSubcommand(new StaffActCommand.Approve(context))
        .addSubcommand(new StaffActCommand.Reject(context));
  }

  private static CommandLine card(CommandContext context) {
    return new CommandLine(new Card())
        .addSubcommand(new CardNewCommand(context))
        .addSubcommand(new CardCommand.Insert(context))
        .addSubcommand(new CardCommand.Remove(context))
        .addSubcommand(new CardCommand.ListAll(context));
  }

  private static CommandLine holder(CommandContext context) {
    return new CommandLine(new Holder())
        .addSubcommand(new HolderCommand.Show(context))
        .addSubcommand(new HolderCommand.ChangePin(context))
        .addSubcommand(new HolderFileCommand.Sign(context))
        .addSubcommand(new HolderFileCommand.Verify(context))
        .addSubcommand(new HolderStatusCommand(context))
        .addSubcommand(new HolderLoginCommand(context))
        .addSubcommand(new HolderCommand.Export(context))
        .addSubcommand(consent(context));
  }

  private static CommandLine consent(CommandContext context) {
    return new CommandLine(new Consent())
        .addSubcommand(new HolderConsentCommand.Give(context))
        .addSubcommand(new HolderConsentCommand.Withdraw(context))
        .addSubcommand(new HolderConsentCommand.Ask(context))
        .addSubcommand(new HolderConsentCommand.ListAll(context));
  }

  private static CommandLine sandbox(CommandContext context) {
    return new CommandLine(new Sandbox())
        .addSubcommand(new SandboxCommand.Up(context))
        .addSubcommand(new SandboxCommand.Down(context))
        .addSubcommand(new SandboxCommand.Status(context));
  }

  private static CommandLine counter(CommandContext context) {
    return new CommandLine(new CounterCommand(context))
        .addSubcommand(new CounterDeskCommand.ListAll(context))
        .addSubcommand(new CounterActCommand.Issue(context))
        .addSubcommand(new CounterActCommand.Withdraw(context))
        .addSubcommand(new CounterActCommand.SetPin(context))
        .addSubcommand(new CounterActCommand.Unlock(context))
        .addSubcommand(new CounterDeskCommand.Abandon(context));
  }

  private static void addHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("what the command does, and its options")
                .build());
    command.getSubcommands().values().forEach(Commands::addHelp);
  }

  /** A command that hands all that stands behind it, its options and help too, to a program. */
  private static CommandLine passedOn(LauncherCommand command) {
    return new CommandLine(command).setUnmatchedOptionsArePositionalParams(true);
  }
}

package org.jitsuin.launcher;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.installation.recovery.Recovery;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.startup.PublishedPlaces;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code jitsuin recover}: says what is missing in a database of which an older state was put back,
 * and what would be done; with two CA operators does it.
 */
@Command(
    name = "recover",
    description = "after a restored backup: what is missing; with two operators, go on")
final class RecoverCommand implements LauncherCommand {
  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Passwords passwords;

  @Spec private CommandSpec spec;

  @Mixin private TwoOperators operators;

  RecoverCommand(CommandContext context) {
    this.installation = context.installation();
    this.terminal = context.terminal();
    this.clock = context.clock();
    this.passwords = new Passwords(terminal);
  }

  @Override
  public ExitCode run() {
    operators.check(spec);
    return new DatabaseService(installation).lend(admin -> run(admin));
  }

  private ExitCode run(Jdbi admin) {
    Recovery recovery =
        new Recovery(
            admin, PublishedPlaces.of(installation), new Server(installation).clock(clock));
    Recovery.Report report = recovery.look();
    if (!report.needed()) {
      terminal.good("database", "it has all that was published and can be read here");
      return ExitCode.OK;
    }
    report.lines().forEach(terminal::line);
    if (!report.possible()) {
      return ExitCode.UNMET;
    }
    if (operators.areAbsent()) {
      return operators.tellHow(terminal, "with: ./jitsuin recover", "");
    }
    List<StaffMember> members = operators.sign(installation, admin, passwords, report.statement());
    Recovery.Report _ = recovery.carryOut(members);
    terminal.blank();
    terminal.good(
        "recovered",
        "by %s and %s; servers that run go on by themselves"
            .formatted(members.getFirst().name(), members.getLast().name()));
    return ExitCode.OK;
  }
}

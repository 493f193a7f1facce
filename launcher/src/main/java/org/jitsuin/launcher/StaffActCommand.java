package org.jitsuin.launcher;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jitsuin.ca.model.StaffChangeState;
import org.jitsuin.launcher.StaffChangeCommand.Reason;
import org.jitsuin.launcher.staff.Change;
import org.jitsuin.launcher.staff.OfficeClient;
import org.jitsuin.launcher.staff.StaffDesk;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code jitsuin staff approve}, {@code reject} and {@code block}: what one operator does. */
abstract class StaffActCommand implements LauncherCommand {
  private final StaffDecision decision;
  private final Terminal terminal;

  @Mixin private OneOperator operator;

  StaffActCommand(CommandContext context) {
    this.decision = new StaffDecision(context);
    this.terminal = context.terminal();
  }

  final StaffDecision decision() {
    return decision;
  }

  final Terminal terminal() {
    return terminal;
  }

  abstract ExitCode run(StaffDesk desk, OfficeClient client);

  @Override
  public final ExitCode run() {
    return decision.ask(desk -> run(desk, decision.client(operator.file(), operator.password())));
  }

  /** Reads the ids of changes. */
  private static final class ChangeReader implements ITypeConverter<String> {
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    @Override
    public String convert(String value) {
      if (!ID.matcher(value).matches()) {
        throw new TypeConversionException("a change is named as ./jitsuin staff list shows it");
      }
      return value;
    }
  }

  @Command(
      name = "approve",
      description = "approve what another operator proposed; without --content, only show it")
  static final class Approve extends StaffActCommand {
    @Parameters(
        paramLabel = "CHANGE",
        converter = ChangeReader.class,
        description = "names the change")
    private String change;

    @Option(
        names = "--content",
        paramLabel = "HASH",
        description = "the hash of the change as you have seen it")
    private Optional<String> content = Optional.empty();

    Approve(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode run(StaffDesk desk, OfficeClient client) {
      Change found = desk.find(client, change);
      if (found.state() == StaffChangeState.DONE) {
        // Whoever was interrupted before the certificate was in its file asks once more.
        return decision().say(desk, found);
      }
      if (found.state() == StaffChangeState.CANCELLED) {
        terminal()
            .bad("%s was taken back by %s".formatted(found.words(), found.decidedBy().orElse("")));
        return ExitCode.WRONG;
      }
      if (content.isEmpty()) {
        return show(found);
      }
      if (!content.get().equals(found.content().hash().toString())) {
        terminal().bad("the change is another one than you have seen; nothing was done");
        decision().sayAll(found);
        return ExitCode.WRONG;
      }
      return decision().say(desk, desk.approve(client, found));
    }

    private ExitCode show(Change found) {
      terminal().strong("%s, proposed by %s".formatted(found.words(), found.proposedBy()));
      decision().sayAll(found);
      terminal().blank();
      terminal().paragraph("Nothing was done. Approve it as it stands here:");
      terminal()
          .command(
              StaffDecision.line("approve", found, "--content", found.content().hash().toString()));
      return ExitCode.WRONG;
    }
  }

  @Command(name = "reject", description = "take back what an operator proposed")
  static final class Reject extends StaffActCommand {
    @Parameters(
        paramLabel = "CHANGE",
        converter = ChangeReader.class,
        description = "names the change")
    private String change;

    Reject(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode run(StaffDesk desk, OfficeClient client) {
      Change cancelled = desk.cancel(client, change);
      terminal().good("taken back", cancelled.words());
      return ExitCode.OK;
    }
  }

  @Command(
      name = "block",
      description = "shut somebody out at once, by one operator; two let in again, or withdraw")
  static final class Block extends StaffActCommand {
    @Parameters(paramLabel = "PERSON", description = "the id by which the person is known")
    private String person;

    @Mixin private Reason reason;

    Block(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode run(StaffDesk desk, OfficeClient client) {
      desk.block(client, person, reason.words());
      terminal()
          .good("blocked", person + " comes in no more, on every server, from the next request on");
      return ExitCode.OK;
    }
  }
}

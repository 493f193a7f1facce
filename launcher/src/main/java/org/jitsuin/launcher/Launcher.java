package org.jitsuin.launcher;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs one command of {@code ./jitsuin}. The script {@code jitsuin} has found the JDK, installed
 * what is missing and built what is old before.
 */
public final class Launcher {
  private static final int SHOWN_LINES = 6;

  private final CommandContext context;
  private final Terminal terminal;
  private final Installation installation;

  Launcher(Terminal terminal, Path checkout, Map<String, String> environment, InstantSource clock) {
    this.terminal = terminal;
    this.installation =
        new Installation(
            Optional.ofNullable(environment.get("JITSUIN_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .orElse(checkout.resolve(".jitsuin")),
            environment);
    this.context = new CommandContext(installation, checkout, terminal, clock);
  }

  /**
   * The launcher's process; property {@code jitsuin.checkout} is the directory of the checkout.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    // Jdbi and Flyway bring SLF4J without anything behind it, which it would say on the terminal.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Launcher launcher =
        new Launcher(
            Terminal.standard(System.getenv("NO_COLOR") == null),
            Path.of(System.getProperty("jitsuin.checkout")),
            System.getenv(),
            Clocks.system());
    System.exit(launcher.run(List.of(arguments)).number());
  }

  ExitCode run(List<String> arguments) {
    CommandLine commands = Commands.of(context);
    commands.setExecutionStrategy(this::execute);
    commands.setParameterExceptionHandler((problem, _) -> refuse(problem));
    return ExitCode.of(commands.execute(arguments.toArray(String[]::new)));
  }

  private int refuse(ParameterException problem) {
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    terminal.bad("%s; see: %s --help".formatted(problem.getMessage(), command));
    return ExitCode.USAGE.number();
  }

  private int execute(ParseResult line) {
    ParseResult innermost = line;
    while (innermost.hasSubcommand() && !innermost.isUsageHelpRequested()) {
      innermost = innermost.subcommand();
    }
    CommandSpec command = innermost.commandSpec();
    if (innermost.isUsageHelpRequested()) {
      command.commandLine().getUsageMessage(Ansi.OFF).lines().forEach(terminal::line);
      return ExitCode.OK.number();
    }
    if (!(command.userObject() instanceof LauncherCommand action)) {
      throw new ParameterException(
          command.commandLine(),
          "%s is followed by %s"
              .formatted(command.name(), String.join(" or ", command.subcommands().keySet())));
    }
    return logged(line.subcommand().commandSpec().name(), action).number();
  }

  private ExitCode logged(String name, LauncherCommand command) {
    LogFile.use(installation);
    LauncherLog.LOG.begun(name);
    ExitCode code = guarded(name, command);
    LauncherLog.LOG.ended(name, code.number());
    return code;
  }

  /** The outermost handler: people get a sentence, the log gets the rest. */
  private ExitCode guarded(String name, LauncherCommand command) {
    try {
      return command.run();
    } catch (ParameterException e) {
      return ExitCode.of(refuse(e));
    } catch (SetupFailure | Fault e) {
      LauncherLog.LOG.refused(name, e.getMessage(), e);
      terminal.bad(beginning(e.getMessage()));
      return ExitCode.UNMET;
    } catch (RuntimeException e) {
      LauncherLog.LOG.unforeseen(name, e);
      terminal.bad(
          "unexpected error: %s; details are in %s".formatted(e, LogFile.of(installation)));
      return ExitCode.WRONG;
    }
  }

  /** A message may quote all that a program said. */
  private String beginning(String message) {
    List<String> lines = message.lines().toList();
    return lines.size() <= SHOWN_LINES
        ? message
        : String.join("\n", lines.subList(0, SHOWN_LINES))
            + "\n… more in "
            + LogFile.of(installation);
  }
}

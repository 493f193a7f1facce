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
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.startup.CeremonyOrder.Renewal;
import org.jitsuin.launcher.terminal.Terminal;

/**
 * Runs one command of {@code ./jitsuin}. The script {@code jitsuin} has found the JDK, installed
 * what is missing and built what is old before.
 */
public final class Launcher {
  private static final int SHOWN_LINES = 6;

  private final Terminal terminal;
  private final Path checkout;
  private final Installation installation;
  private final InstantSource clock;

  Launcher(Terminal terminal, Path checkout, Map<String, String> environment, InstantSource clock) {
    this.terminal = terminal;
    this.checkout = checkout;
    this.installation =
        new Installation(
            Optional.ofNullable(environment.get("JITSUIN_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .orElse(checkout.resolve(".jitsuin")),
            environment);
    this.clock = clock;
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
    Invocation invocation = Invocation.parse(arguments);
    if (invocation instanceof Invocation.Unknown(String problem)) {
      terminal.bad(problem + "; see: ./jitsuin help");
      return ExitCode.USAGE;
    }
    String command = arguments.getFirst();
    LogFile.use(installation);
    LauncherLog.LOG.begun(command);
    ExitCode code = guarded(command, invocation);
    LauncherLog.LOG.ended(command, code.number());
    return code;
  }

  /** The outermost handler: people get a sentence, the log gets the rest. */
  private ExitCode guarded(String command, Invocation invocation) {
    try {
      return run(invocation);
    } catch (SetupFailure | Fault e) {
      LauncherLog.LOG.refused(command, e.getMessage(), e);
      terminal.bad(beginning(e.getMessage()));
      return ExitCode.UNMET;
    } catch (RuntimeException e) {
      LauncherLog.LOG.unforeseen(command, e);
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

  private ExitCode run(Invocation invocation) {
    UpCommand up = new UpCommand(installation, Distribution.in(checkout), terminal, clock);
    return switch (invocation) {
      case Invocation.Up(var date, var shares) -> up.with(shares).run(date);
      case Invocation.Run() -> new RunCommand(installation, up, terminal).run();
      case Invocation.Status() -> new StatusCommand(installation, terminal, clock).run();
      case Invocation.Down() -> new DownCommand(installation, terminal, clock).run();
      case Invocation.Reset(boolean unasked) ->
          new ResetCommand(installation, terminal, clock).run(unasked);
      case Invocation.Bench(List<String> options) ->
          new BenchCommand(installation, checkout).run(options);
      case Invocation.Audit(List<String> options) ->
          new AuditCommand(installation, terminal, clock).run(options);
      case Invocation.Ceremony(List<String> options) ->
          new CeremonyCommand(installation, Distribution.in(checkout), terminal, clock)
              .run(options);
      case Invocation.Token(List<String> options) ->
          new TokenCommand(installation, terminal, clock).run(options);
      case Invocation.Recover(var operators, var passwordFile) ->
          new RecoverCommand(installation, terminal, clock).run(operators, passwordFile);
      case Invocation.Renew(Renewal renewal, List<Path> shares) ->
          new RenewCommand(installation, terminal, clock).run(renewal, shares);
      case Invocation.Demo() -> new DemoCommand(installation, up, terminal, clock).run();
      case Invocation.Unknown _ -> ExitCode.USAGE;
    };
  }
}

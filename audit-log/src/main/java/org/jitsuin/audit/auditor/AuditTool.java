package org.jitsuin.audit.auditor;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The auditor's own program. It ends with 0 if all is right, 1 if something is wrong with the log,
 * 2 if the command line is not understood, 3 if something cannot be read or written.
 */
public final class AuditTool {
  private static final int RIGHT = 0;
  private static final int WRONG = 1;
  private static final int USAGE = 2;
  private static final int UNMET = 3;

  private final PrintStream out;
  private final PrintStream errors;

  /**
   * @param out where results go
   */
  public AuditTool(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  @Command(
      name = "audit",
      description = "Checks a log from outside, with its public key alone.",
      subcommands = {
        VerifyCommand.class,
        ProofCommand.class,
        BundleCommand.class,
        WitnessCommand.class
      })
  private static final class Root {}

  /** A command whose options were read. */
  @FunctionalInterface
  interface AuditorCommand {
    /**
     * Carries the command out.
     *
     * @return what is right and wrong with the log; empty where nothing was checked
     */
    Optional<Report> run(PrintStream out);
  }

  /** Runs the process. */
  public static void main(String[] arguments) {
    int code = new AuditTool(System.out, System.err).run(List.of(arguments));
    System.exit(code);
  }

  /** Runs one command and gives its exit code. */
  public int run(List<String> arguments) {
    CommandLine commands = new CommandLine(new Root());
    commands
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("what the command does, and its options")
                .build());
    try {
      return commands
          // A file may be named @something.
          .setExpandAtFiles(false)
          .setExecutionStrategy(this::execute)
          .setParameterExceptionHandler((problem, _) -> refuse(problem))
          .execute(arguments.toArray(String[]::new));
    } catch (UncheckedIOException e) {
      return unmet(e);
    }
  }

  private int execute(ParseResult line) {
    ParseResult innermost = line.hasSubcommand() ? line.subcommand() : line;
    CommandLine command = innermost.commandSpec().commandLine();
    if (innermost.isUsageHelpRequested()) {
      out.print(command.getUsageMessage(Ansi.OFF));
      return RIGHT;
    }
    if (!(command.getCommand() instanceof AuditorCommand action)) {
      throw new ParameterException(command, "the command must be verify, proof, bundle or witness");
    }
    Optional<Report> report = action.run(out);
    report.map(Report::lines).ifPresent(lines -> lines.forEach(out::println));
    return report.map(Report::isClean).orElse(true) ? RIGHT : WRONG;
  }

  private int refuse(ParameterException problem) {
    if (problem.getCause() instanceof UncheckedIOException e) {
      return unmet(e);
    }
    errors.println(problem.getMessage());
    errors.print(problem.getCommandLine().getUsageMessage(Ansi.OFF));
    return USAGE;
  }

  private int unmet(UncheckedIOException e) {
    errors.println(e.getMessage() + ": " + e.getCause().getMessage());
    return UNMET;
  }
}

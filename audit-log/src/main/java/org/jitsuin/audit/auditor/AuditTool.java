package org.jitsuin.audit.auditor;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jitsuin.audit.auditor.Options.UsageError;

/**
 * The auditor's own program. It ends with 0 if all is right, 1 if something is wrong with the log,
 * 2 if the command line is not understood, 3 if something cannot be read or written.
 */
public final class AuditTool {
  private static final int WRONG = 1;
  private static final int USAGE = 2;
  private static final int UNMET = 3;

  private static final String USAGE_TEXT =
      "Usage:\n"
          + VerifyCommand.USAGE
          + ProofCommand.USAGE
          + BundleCommand.USAGE
          + WitnessCommand.USAGE;

  private final PrintStream out;
  private final PrintStream errors;

  /**
   * @param out where results go
   */
  public AuditTool(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  /** Runs the process. */
  public static void main(String[] arguments) {
    int code = new AuditTool(System.out, System.err).run(List.of(arguments));
    System.exit(code);
  }

  /** Runs one command and gives its exit code. */
  public int run(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.getFirst();
    List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    try {
      return switch (command) {
        case "verify" -> tell(VerifyCommand.run(rest));
        case "proof" -> tell(ProofCommand.run(rest));
        case "bundle" -> tell(BundleCommand.run(rest));
        case "witness" -> WitnessCommand.run(rest, out);
        default -> throw new UsageError("the command must be verify, proof, bundle or witness");
      };
    } catch (UsageError e) {
      errors.println(e.getMessage());
      errors.print(USAGE_TEXT);
      return USAGE;
    } catch (UncheckedIOException e) {
      errors.println(e.getMessage() + ": " + e.getCause().getMessage());
      return UNMET;
    }
  }

  private int tell(Report report) {
    report.lines().forEach(out::println);
    return report.isClean() ? 0 : WRONG;
  }
}

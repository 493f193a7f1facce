package org.jitsuin.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jitsuin.bench.audit.AuditBenchmark;
import org.jitsuin.bench.card.CardBenchmark;
import org.jitsuin.bench.console.ConsoleBenchmark;
import org.jitsuin.bench.crl.CrlBenchmark;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.events.EventsBenchmark;
import org.jitsuin.bench.filter.FilterBenchmark;
import org.jitsuin.bench.issue.IssueBenchmark;
import org.jitsuin.bench.mass.MassBenchmark;
import org.jitsuin.bench.ocsp.IndexBenchmark;
import org.jitsuin.bench.ocsp.OcspBenchmark;
import org.jitsuin.bench.verify.VerifyBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The command line of a benchmark: its name and options. */
@Command(
    name = "./jitsuin bench",
    sortOptions = false,
    description = "Measures what the machine does, beside its raw limits, on a stack of its own.")
final class Arguments {
  /** Something that can be measured. */
  enum Name {
    ISSUE,
    EVENTS,
    OCSP,
    OCSP_INDEX,
    CRL,
    AUDIT,
    CONSOLE,
    CARD,
    VERIFY,
    FILTER,
    MASS;

    /** Returns the name as people write it. */
    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Benchmark benchmark() {
      return switch (this) {
        case ISSUE -> new IssueBenchmark();
        case EVENTS -> new EventsBenchmark();
        case OCSP -> new OcspBenchmark();
        case OCSP_INDEX -> new IndexBenchmark();
        case CRL -> new CrlBenchmark();
        case AUDIT -> new AuditBenchmark();
        case CONSOLE -> new ConsoleBenchmark();
        case VERIFY -> new VerifyBenchmark();
        case FILTER -> new FilterBenchmark();
        case CARD -> new CardBenchmark();
        case MASS -> new MassBenchmark();
      };
    }

    static String all() {
      return Arrays.stream(values()).map(Name::id).collect(Collectors.joining(", "));
    }
  }

  /**
   * A benchmark that is to be run.
   *
   * @param json whether for programs
   * @param certificates how many the database holds before the load begins; for CRLs how many are
   *     revoked
   * @param duration how long the load that counts is on
   */
  record Run(Name name, boolean json, long certificates, Duration duration) {}

  private static final long CERTIFICATES = 10_000;
  private static final long REVOKED = 10_000_000;
  private static final long FILTERED = 25_000_000;

  /** Among which the mass revocation finds as many good ones as it revokes. */
  private static final long FOR_MASS = 2_000_000;

  @Parameters(
      paramLabel = "NAME",
      converter = NameReader.class,
      description =
          "issue, events, ocsp, ocsp-index, crl, audit, console, card, verify, filter or mass")
  private Name name;

  @Option(names = "--json", description = "figures as JSON on the standard output")
  private boolean json;

  @Option(
      names = "--certificates",
      paramLabel = "N",
      converter = Certificates.class,
      description = "how many there are before it begins; for crl, how many are revoked")
  private Optional<Long> certificates = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = Seconds.class,
      description = "how long the load is on that counts")
  private long seconds = 20;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "what there is to measure, and the options")
  private boolean help;

  private static final class NameReader implements ITypeConverter<Name> {
    @Override
    public Name convert(String value) {
      return Arrays.stream(Name.values())
          .filter(name -> name.id().equals(value))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "there is no benchmark %s; there are: %s".formatted(value, Name.all())));
    }
  }

  private static final class Certificates implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      return number(value, 100, 100_000_000);
    }
  }

  private static final class Seconds implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      return number(value, 1, 3_600);
    }
  }

  private static long number(String value, long min, long max) {
    return Optional.of(value)
        .filter(digits -> digits.matches("\\d{1,10}"))
        .map(Long::parseLong)
        .filter(number -> number >= min && number <= max)
        .orElseThrow(
            () -> new TypeConversionException("it is a number from " + min + " to " + max));
  }

  /** The parser of a command line. */
  static CommandLine parser() {
    return new CommandLine(new Arguments()).setExpandAtFiles(false);
  }

  /**
   * Reads {@code NAME [--json] [--certificates N] [--seconds S]} in any order and runs it.
   *
   * @param out where help goes
   * @param err where it is said what is not understood
   * @return the exit code: of the run, 0 after help, 2 if the words are not understood
   */
  static int read(List<String> words, PrintStream out, PrintStream err, ToIntFunction<Run> run) {
    return parser()
        .setExecutionStrategy(line -> {
          CommandLine command = line.commandSpec().commandLine();
          Arguments arguments = command.getCommand();
          if (arguments.help) {
            out.print(command.getUsageMessage(Ansi.OFF));
            return 0;
          }
          return run.applyAsInt(arguments.run());
        })
        .setParameterExceptionHandler((problem, _) -> {
          err.println("  ✗ " + problem.getMessage() + "; see: ./jitsuin bench --help");
          return CommandLine.ExitCode.USAGE;
        })
        .execute(words.toArray(String[]::new));
  }

  private long usual() {
    return switch (name) {
      case CRL -> REVOKED;
      case MASS -> FOR_MASS;
      case FILTER -> FILTERED;
      default -> CERTIFICATES;
    };
  }

  private Run run() {
    return new Run(name, json, certificates.orElse(usual()), Duration.ofSeconds(seconds));
  }
}

package org.jitsuin.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.dryrun.DryRun;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.CeremonyOrder;
import org.jitsuin.launcher.startup.KeyCeremony;
import org.jitsuin.launcher.startup.Startup;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Progress;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code jitsuin ceremony}: holds a key ceremony, or shows what it would do. */
@Command(
    name = "ceremony",
    description = "hold the first key ceremony, by a script and with custodians, or another one")
final class CeremonyCommand implements LauncherCommand {
  private static final Duration CRLS = Duration.ofMinutes(10);

  private final CommandContext context;
  private final Installation installation;
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = "the ceremony's script; the one of development otherwise")
  private Optional<Path> script = Optional.empty();

  @Option(
      names = "--custodian",
      paramLabel = "NAME=DIRECTORY",
      converter = CustodianReader.class,
      description = "where the files of a custodian are written")
  private List<Custodian> custodians = new ArrayList<>();

  @Option(names = "--show-shares", description = "show shares instead of writing them to files")
  private boolean showShares;

  @Mixin private ShareOptions shares;

  @Option(names = "--dry-run", description = "hold it for nothing, on tokens that are thrown away")
  private boolean dryRun;

  @Option(
      names = "--roll-over",
      paramLabel = "AUTHORITY",
      converter = AuthorityReader.class,
      description = "make a new key generation; the old one goes on answering")
  private Optional<Authority> rollOver = Optional.empty();

  @Option(
      names = "--algorithm",
      paramLabel = "SCHEME",
      converter = SchemeReader.class,
      description =
          "how the key of a roll-over signs, such as ml-dsa-65 (training); as before"
              + " otherwise")
  private Optional<SignatureScheme> algorithm = Optional.empty();

  @Option(
      names = "--ocsp-signer",
      paramLabel = "AUTHORITY-gN",
      description = "make another OCSP signer for a key generation, with a new key")
  private Optional<String> signerOf = Optional.empty();

  @Mixin private RetireOption retire;

  CeremonyCommand(CommandContext context) {
    this.context = context;
    this.installation = context.installation();
    this.terminal = context.terminal();
  }

  private record Custodian(String name, Path directory) {}

  /** Reads {@code NAME=DIRECTORY}. */
  private static final class CustodianReader implements ITypeConverter<Custodian> {
    @Override
    public Custodian convert(String value) {
      int equals = value.indexOf('=');
      if (equals < 1 || equals == value.length() - 1) {
        throw new TypeConversionException("it is NAME=DIRECTORY, not " + value);
      }
      return new Custodian(value.substring(0, equals), Path.of(value.substring(equals + 1)));
    }
  }

  /** Reads the names of signature schemes. */
  private static final class SchemeReader implements ITypeConverter<SignatureScheme> {
    @Override
    public SignatureScheme convert(String value) {
      return SignatureScheme.byId(value.toLowerCase(Locale.ROOT))
          .orElseThrow(() ->
              new TypeConversionException(
                  "there is no signature scheme %s; there are %s"
                      .formatted(
                          value,
                          Arrays.stream(SignatureScheme.values())
                              .map(SignatureScheme::id)
                              .collect(Collectors.joining(", ")))));
    }
  }

  /** Reads the names of authorities. */
  private static final class AuthorityReader implements ITypeConverter<Authority> {
    @Override
    public Authority convert(String value) {
      return Authority.byId(value)
          .orElseThrow(() -> new TypeConversionException("there is no authority " + value));
    }
  }

  @Override
  public ExitCode run() {
    if (signerOf.isPresent() && (dryRun || rollOver.isPresent() || script.isPresent())) {
      throw new ParameterException(spec.commandLine(), "--ocsp-signer goes with --share alone");
    }
    if (algorithm.isPresent() && (rollOver.isEmpty() || script.isPresent())) {
      throw new ParameterException(
          spec.commandLine(), "--algorithm goes with --roll-over, and not with --script");
    }
    if (retire.isGiven()
        && (dryRun || rollOver.isPresent() || signerOf.isPresent() || script.isPresent())) {
      throw new ParameterException(spec.commandLine(), "--retire goes with --operator alone");
    }
    if (retire.hasOperators() && !retire.isGiven()) {
      throw new ParameterException(spec.commandLine(), "--operator goes with --retire alone");
    }
    if (retire.isGiven()) {
      return retire.run(context, spec);
    }
    if (dryRun) {
      return rehearse();
    }
    if (signerOf.isPresent()) {
      return signer(signerOf.get());
    }
    return rollOver.isPresent() ? rollOver(rollOver.get()) : found();
  }

  private Consumer<String> numbered() {
    AtomicInteger number = new AtomicInteger();
    return sentence ->
        terminal.line(String.format(Locale.ROOT, "  %2d. %s", number.incrementAndGet(), sentence));
  }

  private KeyCeremony ceremony(Custody custody) {
    return new KeyCeremony(installation, custody, context.clock(), numbered());
  }

  private ExitCode rehearse() {
    terminal.strong("Dry run: nothing of this is kept");
    String record =
        new DryRun(installation, context.distribution(), context.clock(), numbered())
            .run(script, rollOver, algorithm);
    terminal.blank();
    record.lines().forEach(terminal::line);
    terminal.blank();
    terminal.good("dry run", "all of it works; everything was deleted again");
    return ExitCode.OK;
  }

  private ExitCode found() {
    Custody custody = shares.custody(context);
    Optional<SharePrompt> shown =
        showShares ? Optional.of(new SharePrompt(terminal)) : Optional.empty();
    Map<String, Path> directories = new LinkedHashMap<>();
    custodians.forEach(custodian -> directories.put(custodian.name(), custodian.directory()));
    terminal.strong("Key ceremony in " + DisplayPath.of(installation.home()));
    ceremony(custody)
        .found(
            new Startup(
                installation, context.distribution(), custody, Progress.silent(), context.clock()),
            CeremonyOrder.foundation(script, directories),
            shown);
    terminal.good("ceremony", "held; its record: " + DisplayPath.of(installation.ceremonies()));
    terminal.paragraph("Custodians sign it: ./jitsuin ceremony sign --record FILE --key FILE.p12");
    return ExitCode.OK;
  }

  private ExitCode signer(String generation) {
    terminal.strong("Another OCSP signer for " + generation);
    ceremony(shares.custody(context)).signer(CeremonyOrder.signer(generation));
    terminal.good("OCSP signer", "made; it answers in an hour, at once where there is no other");
    return ExitCode.OK;
  }

  private ExitCode rollOver(Authority authority) {
    terminal.strong("Roll-over to a new key generation");
    boolean runs = new Server(installation).process().isPresent();
    ceremony(shares.custody(context))
        .rollOver(
            CeremonyOrder.rollOver(
                authority, script, algorithm, runs ? CRLS : Duration.ZERO, true));
    terminal.good("roll-over", "done; servers that run issue by it within ten seconds");
    return ExitCode.OK;
  }
}

package org.jitsuin.launcher;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ca.model.MyNumber;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.retention.ErasureGround;
import org.jitsuin.installation.erasure.Erasure;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.startup.PublishedPlaces;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code jitsuin erase}: says what is kept of one resident; with two CA operators erases it. */
@Command(name = "erase", description = "what is kept of one resident; with two operators, erase it")
final class EraseCommand implements LauncherCommand {
  private static final String REGISTER_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final int LONGEST_REFERENCE = 200;

  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Passwords passwords;

  @Spec private CommandSpec spec;

  @Option(
      names = "--resident-file",
      paramLabel = "FILE",
      required = true,
      description = "its first line is the register id: shells keep what is typed")
  private Path resident;

  @Option(
      names = "--ground",
      paramLabel = "GROUND",
      converter = GroundReader.class,
      description = {
        "retention-over where nothing else is said;",
        "court-order, cease-of-use, commission go before the duty to keep records"
      })
  private ErasureGround ground = ErasureGround.RETENTION_OVER;

  @Option(names = "--reference", paramLabel = "TEXT", description = "names the order")
  private Optional<String> reference = Optional.empty();

  @Mixin private TwoOperators operators;

  EraseCommand(CommandContext context) {
    this.installation = context.installation();
    this.terminal = context.terminal();
    this.clock = context.clock();
    this.passwords = new Passwords(terminal);
  }

  /** Reads the names of grounds. */
  private static final class GroundReader implements ITypeConverter<ErasureGround> {
    @Override
    public ErasureGround convert(String value) {
      return ErasureGround.byId(value)
          .orElseThrow(() -> new TypeConversionException("there is no ground " + value));
    }
  }

  @Override
  public ExitCode run() {
    operators.check(spec);
    if (ground.overridesRetention() && reference.isEmpty()) {
      throw usage("name the order: --reference TEXT");
    }
    if (reference
        .filter(text -> text.length() > LONGEST_REFERENCE || MyNumber.isIn(text))
        .isPresent()) {
      throw usage("a reference has at most " + LONGEST_REFERENCE + " characters, and no My Number");
    }
    // Before the file is looked for.
    installation.requirePresent();
    Erasure.Order order = new Erasure.Order(registerId(), ground, reference);
    return new DatabaseService(installation).lend(admin -> run(admin, order));
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private String registerId() {
    String id = Secrets.read(resident);
    if (!id.matches(REGISTER_ID)) {
      throw new SetupFailure("the first line of " + resident + " is no register id");
    }
    return id;
  }

  private ExitCode run(Jdbi admin, Erasure.Order order) {
    Erasure erasure =
        new Erasure(
            admin,
            PublishedPlaces.dropDirectory(installation),
            new Server(installation).clock(clock));
    Erasure.Report report = erasure.look(order);
    report.lines().forEach(terminal::line);
    if (!report.needed()) {
      return ExitCode.OK;
    }
    if (!report.possible()) {
      return ExitCode.UNMET;
    }
    if (operators.areAbsent()) {
      return operators.tellHow(terminal, "with the same line and", "; what is erased is gone.");
    }
    List<StaffMember> members = operators.sign(installation, admin, passwords, report.statement());
    Erasure.Report _ = erasure.carryOut(order, members);
    terminal.blank();
    terminal.good(
        "erased",
        "proposed by %s, approved by %s"
            .formatted(members.getFirst().name(), members.getLast().name()));
    return ExitCode.OK;
  }
}

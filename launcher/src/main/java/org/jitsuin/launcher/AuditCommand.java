package org.jitsuin.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.auditor.AuditTool;
import org.jitsuin.audit.auditor.LogSource;
import org.jitsuin.audit.auditor.LogVerification;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.Witnesses;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.installation.reconciliation.Reconciliation;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.DatabasePlace;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.startup.PublishedPlaces;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code jitsuin audit}: checks the audit log of this installation, its files and its database;
 * with options, the auditor's own program for any log.
 */
@Command(
    name = "audit",
    customSynopsis = {
      "./jitsuin audit verify",
      "./jitsuin audit verify --log ... | proof ... | bundle ... | witness ..."
    },
    description = {
      "is the audit log whole, and does the database agree with it?",
      "with options, the auditor's own program for any log; see docs/audit.md"
    })
final class AuditCommand implements LauncherCommand {
  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;

  /** What the auditor's own program is asked for, which reads it. */
  @Parameters(arity = "0..*", hidden = true)
  private List<String> arguments = new ArrayList<>();

  AuditCommand(CommandContext context) {
    this.installation = context.installation();
    this.terminal = context.terminal();
    this.clock = context.clock();
  }

  @Override
  public ExitCode run() {
    return arguments.equals(List.of("verify"))
        ? verify()
        : ExitCode.of(new AuditTool(System.out, System.err).run(arguments));
  }

  private ExitCode verify() {
    if (installation.condition() != Installation.Condition.PRESENT) {
      throw new SetupFailure("nothing is installed here; name a log: audit verify --log …");
    }
    Settings settings = installation.texts();
    LogFiles files = PublishedPlaces.of(installation).log();
    LogVerification verification =
        new LogVerification(
            key(),
            Witnesses.read(settings).all().stream().map(Witnesses.Witness::key).toList(),
            LogSource.of(files),
            Optional.of(installation.audit().resolve("seen")),
            true);
    Report report = new Report();
    Optional<Checkpoint> signed = verification.run(report);
    boolean compared = signed.isPresent() && compare(signed.get(), files, report);
    if (report.isClean()) {
      verification.remember();
    }
    report.lines().forEach(terminal::line);
    if (!report.isClean()) {
      return ExitCode.WRONG;
    }
    return compared ? ExitCode.OK : ExitCode.UNMET;
  }

  /** Compares; returns false if the database cannot be looked at. */
  private boolean compare(Checkpoint signed, LogFiles files, Report report) {
    DatabaseService database = new DatabaseService(installation);
    boolean there =
        installation.settings().database() instanceof DatabasePlace.Given
            || database.privateServerRuns();
    if (!there) {
      terminal.bad("the database does not run, and is not compared; start it with: ./jitsuin up");
      return false;
    }
    Instant now = new Server(installation).clock(clock).instant();
    new Reconciliation(database.jdbi(), files, report).run(signed, now);
    return true;
  }

  private NoteKey key() {
    Path file = installation.ca().resolve("audit-log.vkey");
    try {
      return NoteKey.parse(Files.readString(file).strip())
          .orElseThrow(() -> new SetupFailure(file + " is not a verifier key"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}

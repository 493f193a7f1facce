package org.jitsuin.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.installation.ceremony.RecordSignature.Credential;
import org.jitsuin.installation.recovery.Operators;
import org.jitsuin.installation.recovery.Recovery;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationLock;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.startup.PublishedPlaces;
import org.jitsuin.launcher.terminal.Terminal;

/**
 * {@code jitsuin recover}: says what is missing in a database of which an older state was put back,
 * and what would be done; with two CA operators does it.
 */
final class RecoverCommand {
  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Passwords passwords;

  RecoverCommand(Installation installation, Terminal terminal, InstantSource clock) {
    this.installation = installation;
    this.terminal = terminal;
    this.clock = clock;
    this.passwords = new Passwords(terminal);
  }

  ExitCode run(List<Path> operators, Optional<Path> passwordFile) {
    if (installation.condition() != Installation.Condition.PRESENT) {
      throw new SetupFailure("nothing is installed here; begin with: ./jitsuin up");
    }
    try (InstallationLock _ = installation.lock(() -> {})) {
      DatabaseService database = new DatabaseService(installation);
      boolean stopped = database.privateServer().isPresent() && !database.privateServerRuns();
      try {
        String _ = database.start();
        database.install();
        return run(database, operators, passwordFile);
      } finally {
        if (stopped) {
          database.stop();
        }
      }
    }
  }

  private ExitCode run(
      DatabaseService database, List<Path> operators, Optional<Path> passwordFile) {
    Jdbi admin = database.jdbi();
    Duration offset = new Server(installation).clockOffset();
    Recovery recovery =
        new Recovery(admin, PublishedPlaces.of(installation), () -> clock.instant().plus(offset));
    Recovery.Report report = recovery.look();
    if (!report.needed()) {
      terminal.good("database", "it has all that was published and can be read here");
      return ExitCode.OK;
    }
    report.lines().forEach(terminal::line);
    if (!report.possible()) {
      return ExitCode.UNMET;
    }
    if (operators.isEmpty()) {
      terminal.blank();
      terminal.paragraph(
          "Nothing was changed. Two CA operators do it with: ./jitsuin recover --operator FILE.p12"
              + " --operator FILE.p12");
      return ExitCode.WRONG;
    }
    List<StaffMember> members =
        new Operators(admin, PublishedPlaces.staffAuthority(installation))
            .sign(
                operators.stream().map(file -> read(file, passwordFile)).toList(),
                report.statement());
    Recovery.Report _ = recovery.carryOut(members);
    terminal.blank();
    terminal.good(
        "recovered",
        "by %s and %s; servers that run go on by themselves"
            .formatted(members.getFirst().name(), members.getLast().name()));
    return ExitCode.OK;
  }

  private Credential read(Path file, Optional<Path> passwordFile) {
    char[] password = passwords.of(file, passwordFile);
    try {
      return Credential.read(file, password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}

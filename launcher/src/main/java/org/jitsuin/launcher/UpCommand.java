package org.jitsuin.launcher;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.custody.SharePrompt;
import org.jitsuin.launcher.custody.Shares;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationSettings;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.server.ServerConsole;
import org.jitsuin.launcher.startup.StartOutcome;
import org.jitsuin.launcher.startup.Startup;
import org.jitsuin.launcher.terminal.CommandLine;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import org.jitsuin.launcher.terminal.TerminalProgress;

/** {@code jitsuin up}: brings it up and says what to open next. */
final class UpCommand {
  private final Installation installation;
  private final Distribution distribution;
  private final Terminal terminal;
  private final InstantSource clock;
  private final List<Path> shares;

  UpCommand(
      Installation installation,
      Distribution distribution,
      Terminal terminal,
      InstantSource clock) {
    this(installation, distribution, terminal, clock, List.of());
  }

  private UpCommand(
      Installation installation,
      Distribution distribution,
      Terminal terminal,
      InstantSource clock,
      List<Path> shares) {
    this.installation = installation;
    this.distribution = distribution;
    this.terminal = terminal;
    this.clock = clock;
    this.shares = shares;
  }

  /** The same, with the files of shares, where custodians hold the tokens. */
  UpCommand with(List<Path> files) {
    return new UpCommand(installation, distribution, terminal, clock, files);
  }

  ExitCode run(Optional<LocalDate> date) {
    ExitCode code = start(date);
    if (code == ExitCode.OK) {
      sayWhatToOpen();
    }
    return code;
  }

  /** Brings it up, saying no more than the steps. */
  ExitCode start(Optional<LocalDate> date) {
    return start(date, ServerConsole.FILE);
  }

  /** Starts the server, with a choice where it prints; otherwise as {@link #start(Optional)}. */
  ExitCode start(Optional<LocalDate> date, ServerConsole console) {
    terminal.strong("Jitsuin in " + DisplayPath.of(installation.home()));
    terminal.blank();
    StartOutcome outcome =
        new Startup(
                installation,
                distribution,
                new Custody(installation, new Shares(shares, new SharePrompt(terminal))),
                new TerminalProgress(terminal, clock),
                clock)
            .run(date, console);
    return switch (outcome) {
      case StartOutcome.Ready(boolean ranBefore) -> {
        if (ranBefore) {
          sayIfOutdated();
        }
        yield ExitCode.OK;
      }
      case StartOutcome.NotReady(List<String> reasons, List<String> lastLines) -> {
        terminal.bad("the server runs but is not ready:");
        reasons.forEach(reason -> terminal.line("      " + reason));
        sayLast(lastLines);
        yield ExitCode.WRONG;
      }
      case StartOutcome.Died(List<String> lastLines) -> {
        terminal.bad("the server ended before it was ready");
        sayLast(lastLines);
        yield ExitCode.WRONG;
      }
    };
  }

  private void sayLast(List<String> lines) {
    terminal.blank();
    lines.forEach(line -> terminal.faint("    " + line));
    terminal.blank();
    terminal.paragraph("More in " + DisplayPath.of(installation.logs().resolve("server.log")));
  }

  private void sayIfOutdated() {
    Optional<FileTime> built = distribution.builtAt();
    Optional<FileTime> running = Distribution.deployedIn(installation).builtAt();
    if (built.isPresent() && running.isPresent() && built.get().compareTo(running.get()) > 0) {
      terminal.blank();
      terminal.paragraph(
          "The server runs an older build. For the new one: ./jitsuin down && ./jitsuin up");
    }
  }

  private void sayWhatToOpen() {
    InstallationSettings settings = installation.settings();
    terminal.blank();
    sayDateIfMoved();
    terminal.fact("OCSP", settings.baseUrl() + "/ocsp");
    terminal.fact("CRLs", settings.baseUrl() + "/crl/signature/");
    terminal.fact("CA", settings.baseUrl() + "/ca/signature.cer, also in " + shown("ca"));
    terminal.fact("office API", settings.httpsAddress() + "/api/v1/, mutual TLS");
    terminal.fact(
        "health",
        "http://localhost:" + settings.ports().management() + "/health/ready, also /metrics");
    terminal.fact("staff", shown("staff") + "/*.p12 (password changeit), also as .pem and .key");
    terminal.blank();
    terminal.paragraph("Ask as an auditor:");
    terminal.command(sample(settings));
    terminal.blank();
    terminal.paragraph("See the life of one card: ./jitsuin demo");
  }

  private void sayDateIfMoved() {
    Duration offset = new Server(installation).clockOffset();
    if (!offset.isZero()) {
      LocalDate today = JapanTime.date(clock.instant().plus(offset));
      terminal.fact("date", today + ", the clock is moved for training");
    }
  }

  private CommandLine sample(InstallationSettings settings) {
    return CommandLine.of(
        "curl",
        "--cacert",
        installation.ca().resolve("staff.pem"),
        "--cert",
        installation.staff().resolve("auditor.pem"),
        "--key",
        installation.staff().resolve("auditor.key"),
        settings.httpsAddress() + "/api/v1/audit/entries");
  }

  private Path shown(String name) {
    return DisplayPath.of(installation.home().resolve(name));
  }
}

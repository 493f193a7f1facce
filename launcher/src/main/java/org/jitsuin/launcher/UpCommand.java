package org.jitsuin.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationSettings;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.server.ServerConsole;
import org.jitsuin.launcher.terminal.CommandLine;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code jitsuin up}: brings it up and says what to open next. */
@Command(name = "up", description = "build if needed, start everything, end when it is ready")
final class UpCommand implements LauncherCommand {
  private final CommandContext context;
  private final Installation installation;
  private final Terminal terminal;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      converter = DateInJapan.class,
      description = "moves the server's clock to that day, for training")
  private Optional<LocalDate> date = Optional.empty();

  @Mixin private ShareOptions shares;

  UpCommand(CommandContext context) {
    this.context = context;
    this.installation = context.installation();
    this.terminal = context.terminal();
  }

  /** Reads dates as people write them. */
  private static final class DateInJapan implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String value) {
      try {
        return LocalDate.parse(value);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("it is a date such as 2025-10-27, not " + value);
      }
    }
  }

  @Override
  public ExitCode run() {
    ExitCode code = new ServerStart(context, shares.custody(context)).run(date, ServerConsole.FILE);
    if (code == ExitCode.OK) {
      sayWhatToOpen();
    }
    return code;
  }

  private void sayWhatToOpen() {
    InstallationSettings settings = installation.settings();
    terminal.blank();
    sayDateIfMoved();
    terminal.fact("OCSP", settings.baseUrl() + "/ocsp");
    terminal.fact("CRLs", settings.baseUrl() + "/crl/signature/");
    terminal.fact("CA", settings.baseUrl() + "/ca/signature.cer, also in " + shown("ca"));
    terminal.fact("console", settings.httpsAddress() + "/office/, with a staff certificate");
    terminal.fact("office API", settings.httpsAddress() + "/api/v1/, mutual TLS");
    terminal.fact(
        "health",
        "http://localhost:" + settings.ports().management() + "/health/ready, also /metrics");
    if (installation.keysAreBrought()) {
      terminal.fact("staff", shown("staff") + "/*.pem; everybody has the key of their own");
      new KnownPasswords(installation).warning().ifPresent(terminal::bad);
      return;
    }
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
      LocalDate today = JapanTime.date(context.clock().instant().plus(offset));
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

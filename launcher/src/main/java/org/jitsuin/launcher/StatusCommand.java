package org.jitsuin.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jitsuin.base.model.Service;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationSettings;
import org.jitsuin.launcher.installation.ServerAccount;
import org.jitsuin.launcher.installation.TokenPlace;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.server.Health;
import org.jitsuin.launcher.server.Server;
import org.jitsuin.launcher.server.ServerReach;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code jitsuin status}: what runs, where, whether it is ready, in which version. */
@Command(name = "status", description = "what runs, where, and whether it is ready")
final class StatusCommand implements LauncherCommand {
  private static final String VERSION = "/META-INF/maven/org.jitsuin/pki-base/pom.properties";

  private final Installation installation;
  private final Terminal terminal;
  private final InstantSource clock;

  StatusCommand(CommandContext context) {
    this.installation = context.installation();
    this.terminal = context.terminal();
    this.clock = context.clock();
  }

  @Override
  public ExitCode run() {
    terminal.strong("Jitsuin in " + DisplayPath.of(installation.home()));
    terminal.blank();
    return switch (installation.condition()) {
      case PRESENT -> present();
      case ABSENT -> {
        terminal.paragraph("Nothing is installed here; begin with: ./jitsuin up");
        yield ExitCode.WRONG;
      }
      case OTHER_FORMAT -> {
        terminal.bad("this was made by another version; start over with: ./jitsuin reset");
        yield ExitCode.UNMET;
      }
      case FOREIGN -> {
        terminal.bad("this directory holds something that Jitsuin did not make");
        yield ExitCode.UNMET;
      }
    };
  }

  private ExitCode present() {
    Server server = new Server(installation);
    boolean ready =
        server
            .process()
            .map(process -> running(server, process))
            .orElseGet(() -> {
              terminal.fact("server", "does not run; start it with: ./jitsuin up");
              return false;
            });
    terminal.fact("services", Service.text(installation.settings().services()));
    boolean apart = account(server);
    terminal.fact("database", database());
    terminal.fact("tokens", tokens());
    certificates().forEach(sentence -> terminal.fact("ends", sentence));
    terminal.fact("versions", versions());
    new KnownPasswords(installation).warning().ifPresent(terminal::bad);
    return ready && apart ? ExitCode.OK : ExitCode.WRONG;
  }

  /** Says whose the server is, and what is wrong with that; false if something is. */
  private boolean account(Server server) {
    Optional<ServerAccount> account = installation.serverAccount();
    if (account.isEmpty()) {
      terminal.fact(
          "user",
          "that of the launcher: the server can read what the launcher can (jitsuin.server.user)");
      return true;
    }
    ServerReach reach = new ServerReach(installation, account.get());
    List<String> problems = new ArrayList<>(reach.problems());
    server.process().flatMap(reach::problem).ifPresent(problems::add);
    if (problems.isEmpty()) {
      terminal.fact("user", account.get().name() + ", who reads no more than the server needs");
    }
    problems.forEach(problem -> terminal.bad(problem));
    return problems.isEmpty();
  }

  private boolean running(Server server, ProcessHandle process) {
    String number = "process " + process.pid();
    InstallationSettings settings = installation.settings();
    boolean ready =
        switch (server.health()) {
          case Health.Ready(List<String> facts) -> {
            terminal.fact("server", "ready, " + number);
            facts.forEach(fact -> terminal.fact("", fact));
            yield true;
          }
          case Health.NotReady(List<String> reasons, _) -> {
            terminal.fact("server", "not ready, " + number);
            reasons.forEach(reason -> terminal.fact("", reason));
            yield false;
          }
          case Health.Silent() -> {
            terminal.fact("server", "does not answer, " + number);
            yield false;
          }
        };
    terminal.fact("addresses", settings.httpAddress() + ", " + settings.httpsAddress());
    Duration offset = server.clockOffset();
    String moved = offset.isZero() ? "" : ", the clock is moved for training";
    terminal.fact("date", JapanTime.date(clock.instant().plus(offset)) + moved);
    return ready;
  }

  private String database() {
    if (installation.serverAccount().filter(ServerAccount::isOurs).isPresent()) {
      return "its administrator's password is not for this user";
    }
    try {
      return new DatabaseService(installation).describe().orElse("does not run");
    } catch (SetupFailure e) {
      return e.getMessage();
    }
  }

  /** Returns the ends that the launcher finds in files; the server knows more, and warns of it. */
  private List<String> certificates() {
    return new CertificateFiles(installation)
        .ends().stream().map(end -> end.sentence(clock.instant())).toList();
  }

  private String tokens() {
    return switch (installation.settings().tokens()) {
      case TokenPlace.Private() ->
          "SoftHSM in " + DisplayPath.of(installation.tokens().configuration().getParent());
      case TokenPlace.Given given -> "through " + given.library();
      case TokenPlace.None() -> "none";
    };
  }

  private String versions() {
    String wildFly = Distribution.deployedIn(installation).wildFlyVersion().orElse("none yet");
    return "Jitsuin %s, WildFly %s, Java %s".formatted(own(), wildFly, Runtime.version());
  }

  private static String own() {
    Properties properties = new Properties();
    try (InputStream file = StatusCommand.class.getResourceAsStream(VERSION)) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}

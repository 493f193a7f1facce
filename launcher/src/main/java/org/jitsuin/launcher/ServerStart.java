package org.jitsuin.launcher;

import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.launcher.custody.Custody;
import org.jitsuin.launcher.server.Distribution;
import org.jitsuin.launcher.server.ServerConsole;
import org.jitsuin.launcher.startup.StartOutcome;
import org.jitsuin.launcher.startup.Startup;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import org.jitsuin.launcher.terminal.TerminalProgress;

/**
 * A start of the server, told at the terminal step by step; {@code up} and others begin with it.
 */
record ServerStart(CommandContext context, Custody custody) {
  /** A start with shares typed at the terminal, where custodians hold the tokens. */
  static ServerStart of(CommandContext context) {
    return new ServerStart(context, new ShareOptions().custody(context));
  }

  /**
   * Brings everything up that does not run.
   *
   * @param date what the server's date in Japan shall be; today where it is empty
   * @param console where a server that is started prints
   * @return {@link ExitCode#OK} if the server is ready
   */
  ExitCode run(Optional<LocalDate> date, ServerConsole console) {
    Terminal terminal = context.terminal();
    terminal.strong("Jitsuin in " + DisplayPath.of(context.installation().home()));
    terminal.blank();
    StartOutcome outcome = startup().run(date, console);
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

  /** Does all of it but to start the server. */
  void prepare() {
    Terminal terminal = context.terminal();
    terminal.strong("Jitsuin in " + DisplayPath.of(context.installation().home()));
    terminal.blank();
    startup().prepareOnly();
  }

  private Startup startup() {
    return new Startup(
        context.installation(),
        context.distribution(),
        custody,
        new TerminalProgress(context.terminal(), context.clock()),
        context.clock());
  }

  private void sayLast(List<String> lines) {
    Terminal terminal = context.terminal();
    terminal.blank();
    lines.forEach(line -> terminal.faint("    " + line));
    terminal.blank();
    terminal.paragraph(
        "More in " + DisplayPath.of(context.installation().serverLogs().resolve("server.log")));
  }

  private void sayIfOutdated() {
    Optional<FileTime> built = context.distribution().builtAt();
    Optional<FileTime> running = Distribution.deployedIn(context.installation()).builtAt();
    if (built.isPresent() && running.isPresent() && built.get().compareTo(running.get()) > 0) {
      context.terminal().blank();
      context
          .terminal()
          .paragraph(
              "The server runs an older build. For the new one: ./jitsuin down && ./jitsuin up");
    }
  }
}

package org.jitsuin.launcher;

import java.util.Optional;
import org.jitsuin.launcher.server.SandboxProcess;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jitsuin sandbox up}, {@code down} and {@code status}: what relying parties try. */
abstract class SandboxCommand implements LauncherCommand {
  private static final int USUAL_PORT = 8090;

  private final CommandContext context;

  SandboxCommand(CommandContext context) {
    this.context = context;
  }

  final SandboxProcess process() {
    return new SandboxProcess(context.installation());
  }

  final Terminal terminal() {
    return context.terminal();
  }

  final ExitCode tell() {
    SandboxProcess sandbox = process();
    Optional<ProcessHandle> running = sandbox.find();
    if (running.isEmpty()) {
      terminal().fact("sandbox", "does not run; start it with: ./jitsuin sandbox up");
      return ExitCode.WRONG;
    }
    terminal()
        .good("sandbox", "at " + sandbox.issuer().orElse("?") + ", process " + running.get().pid());
    terminal().fact("log", DisplayPath.of(sandbox.log()).toString());
    return ExitCode.OK;
  }

  @Command(
      name = "up",
      description = "start the sandbox: an OpenID provider with cards and test persons")
  static final class Up extends SandboxCommand {
    private final CommandContext context;

    @Option(names = "--port", paramLabel = "N", description = "on loopback; otherwise 8090")
    private int port = USUAL_PORT;

    @Option(
        names = "--issuer",
        paramLabel = "URL",
        description = "where others reach it, behind a server of yours that speaks TLS")
    private Optional<String> issuer = Optional.empty();

    Up(CommandContext context) {
      super(context);
      this.context = context;
    }

    @Override
    public ExitCode run() {
      if (process().find().isEmpty()) {
        process()
            .start(
                context.checkout(),
                new SandboxProcess.Order(port, issuer.orElse("http://localhost:" + port)));
      }
      return tell();
    }
  }

  @Command(name = "down", description = "end the sandbox; registered parties stay")
  static final class Down extends SandboxCommand {
    Down(CommandContext context) {
      super(context);
    }

    @Override
    public ExitCode run() {
      terminal().paragraph(process().end() ? "The sandbox has ended." : "The sandbox did not run.");
      return ExitCode.OK;
    }
  }

  @Command(name = "status", description = "whether the sandbox runs, and where")
  static final class Status extends SandboxCommand {
    Status(CommandContext context) {
      super(context);
    }

    @Override
    public ExitCode run() {
      return tell();
    }
  }
}

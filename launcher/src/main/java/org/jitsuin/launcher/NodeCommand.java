package org.jitsuin.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.terminal.DisplayPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jitsuin node bundle} and {@code join}: a further server beside one that is there. */
final class NodeCommand {
  private NodeCommand() {}

  @Command(name = "bundle", description = "write what a further server needs, encrypted")
  static final class Bundle extends TokenCommand {
    @Parameters(paramLabel = "DIRECTORY", description = "where the bundle is written")
    private Path directory;

    Bundle(CommandContext context) {
      super(context);
    }

    @Override
    public ExitCode run() {
      if (!Files.isDirectory(directory)) {
        throw new SetupFailure(directory + " is no directory");
      }
      Path file = bundle(true).write(directory);
      terminal()
          .good(
              "bundle",
              DisplayPath.of(file) + "; there: ./jitsuin node join " + file.getFileName());
      return ExitCode.OK;
    }
  }

  @Command(name = "join", description = "make this a server beside the one that wrote the bundle")
  static final class Join extends TokenCommand {
    @Parameters(paramLabel = "FILE", description = "the bundle")
    private Path file;

    Join(CommandContext context) {
      super(context);
    }

    @Override
    public ExitCode run() {
      bundle(false).join(file);
      terminal().good("joined", "go on with: ./jitsuin up");
      return ExitCode.OK;
    }
  }
}

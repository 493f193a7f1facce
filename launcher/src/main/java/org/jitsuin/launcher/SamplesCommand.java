package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.samples.Sample;
import org.jitsuin.samples.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jitsuin samples}: writes what is bad, for whoever has a verifier to try. */
@Command(
    name = "samples",
    description = "certificates, answers and documents with one fault each, to try a verifier with")
final class SamplesCommand implements LauncherCommand {
  private final CommandContext context;

  @Parameters(paramLabel = "DIRECTORY", description = "made anew, or empty")
  private Path directory;

  SamplesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public ExitCode run() {
    prepare();
    List<Sample> samples = new Samples(context.clock().instant()).write(directory);
    context.terminal().good("samples", samples.size() + " in " + DisplayPath.of(directory));
    context
        .terminal()
        .paragraph(
            "Of a throwaway authority that nobody trusts. What is to be said of each stands in "
                + DisplayPath.of(directory.resolve(Samples.TABLE))
                + ", how to use them in README.md beside it.");
    return ExitCode.OK;
  }

  /** Nothing of anybody's is overwritten. */
  private void prepare() {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> there = Files.list(directory)) {
        if (there.findAny().isPresent()) {
          throw new SetupFailure(directory + " is not empty; name a directory that is not there");
        }
      }
    } catch (IOException e) {
      throw new SetupFailure(directory + " cannot be made", e);
    }
  }
}

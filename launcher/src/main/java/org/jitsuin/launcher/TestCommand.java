package org.jitsuin.launcher;

import java.util.Optional;
import org.jitsuin.installation.setup.SetupFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code jitsuin test}, as it is shown among the commands: the script carries it out by itself,
 * since Maven builds what it tests.
 */
@Command(
    name = "test",
    description = "every test; fast: those that need neither database, token nor server")
final class TestCommand implements LauncherCommand {
  @Parameters(arity = "0..1", paramLabel = "fast", description = "only tests without a stack")
  private Optional<String> ring = Optional.empty();

  @Override
  public ExitCode run() {
    throw new SetupFailure(
        "tests are run in a checkout: ./jitsuin test" + ring.map(name -> " " + name).orElse(""));
  }
}

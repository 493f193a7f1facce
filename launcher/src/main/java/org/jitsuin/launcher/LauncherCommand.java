package org.jitsuin.launcher;

/** A command of {@code ./jitsuin} whose options picocli has read. */
@FunctionalInterface
interface LauncherCommand {
  /**
   * Carries the command out.
   *
   * @throws org.jitsuin.installation.setup.SetupFailure if something must be installed or changed
   *     first
   * @throws picocli.CommandLine.ParameterException if options do not go together
   */
  ExitCode run();
}

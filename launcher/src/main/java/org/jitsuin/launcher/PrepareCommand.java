package org.jitsuin.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code jitsuin prepare}: does all that {@code up} does but to start the server, which {@code
 * serve} then does without the password of the database's administrator.
 */
@Command(name = "prepare", description = "as up, but the server is not started: that is for serve")
final class PrepareCommand implements LauncherCommand {
  private final CommandContext context;

  @Mixin private ShareOptions shares;

  PrepareCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public ExitCode run() {
    new ServerStart(context, shares.custody(context)).prepare();
    return ExitCode.OK;
  }
}

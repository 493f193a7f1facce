package org.jitsuin.launcher;

import java.util.Optional;
import org.jitsuin.installation.setup.SchemaMigration;
import org.jitsuin.installation.setup.SchemaStep;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.installation.InstallationLock;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code jitsuin migrate}: brings the database's schema to this release, and does nothing else;
 * servers of the release before run on meanwhile.
 */
@Command(
    name = "migrate",
    description = "bring the database's schema to this release, and nothing else")
final class MigrateCommand implements LauncherCommand {
  private final Installation installation;
  private final Terminal terminal;

  @Option(
      names = "--contract",
      description = "also take away what only servers of the release before needed")
  private boolean contract;

  MigrateCommand(CommandContext context) {
    this.installation = context.installation();
    this.terminal = context.terminal();
  }

  @Override
  public ExitCode run() {
    installation.requirePresent();
    try (InstallationLock _ = installation.lock(() -> {})) {
      DatabaseService database = new DatabaseService(installation);
      terminal.good("database", database.start());
      SchemaMigration.Result result = database.migrate(contract);
      terminal.good("schema", "step " + result.level().version());
      Optional<SchemaStep> waiting = result.waiting();
      waiting.ifPresent(step ->
          terminal.paragraph(
              "%s takes away what servers of the release before need. When none of them runs any more, validation authorities included: ./jitsuin migrate --contract"
                  .formatted(step.script())));
      if (!result.passedOver().isEmpty()) {
        terminal.paragraph(
            "Not heard of, and not waited for: %s. What runs there needs this release; a responder that is gone for good is withdrawn by an operator."
                .formatted(String.join(", ", result.passedOver())));
      }
      return ExitCode.OK;
    }
  }
}

package org.jitsuin.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jitsuin.installation.ceremony.RecordCheck;
import org.jitsuin.installation.ceremony.RecordSignature;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.startup.DatabaseService;
import org.jitsuin.launcher.terminal.DisplayPath;
import org.jitsuin.launcher.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jitsuin ceremony sign} and {@code verify}: the records of ceremonies. */
abstract class RecordCommand implements LauncherCommand {
  @Option(
      names = "--record",
      paramLabel = "FILE",
      required = true,
      description = "the record of a ceremony")
  private Path record;

  private final CommandContext context;

  RecordCommand(CommandContext context) {
    this.context = context;
  }

  abstract ExitCode run(Path file);

  @Override
  public final ExitCode run() {
    if (!Files.isRegularFile(record)) {
      throw new SetupFailure("there is no record in " + record);
    }
    return run(record);
  }

  final CommandContext context() {
    return context;
  }

  @Command(name = "sign", description = "sign the record of a ceremony")
  static final class Sign extends RecordCommand {
    @Option(
        names = "--key",
        paramLabel = "FILE.p12",
        required = true,
        description = "the key and certificate of who signs")
    private Path key;

    @Mixin private PasswordFile passwordFile;

    Sign(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode run(Path file) {
      Terminal terminal = context().terminal();
      char[] password = new Passwords(terminal).of(key, passwordFile.path());
      try {
        Path signature = RecordSignature.sign(file, RecordSignature.Credential.read(key, password));
        terminal.good("signed", DisplayPath.of(signature).toString());
        return ExitCode.OK;
      } finally {
        Arrays.fill(password, '\0');
      }
    }
  }

  @Command(name = "verify", description = "check the record of a ceremony and its signatures")
  static final class Verify extends RecordCommand {
    Verify(CommandContext context) {
      super(context);
    }

    @Override
    ExitCode run(Path file) {
      DatabaseService database = new DatabaseService(context().installation());
      if (database.describe().isEmpty()) {
        throw new SetupFailure("the database does not run; start it with: ./jitsuin up");
      }
      RecordCheck.Result result = new RecordCheck(database.jdbi()).run(file);
      Terminal terminal = context().terminal();
      result.facts().forEach(fact -> terminal.good("", fact));
      result.findings().forEach(terminal::bad);
      return result.findings().isEmpty() ? ExitCode.OK : ExitCode.WRONG;
    }
  }
}

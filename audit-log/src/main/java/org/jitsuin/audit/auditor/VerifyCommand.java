package org.jitsuin.audit.auditor;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.auditor.AuditTool.AuditorCommand;
import org.jitsuin.audit.tlog.NoteKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Checks a log from outside. */
@Command(name = "verify", description = "Is a log whole, and the continuation of what was seen?")
final class VerifyCommand implements AuditorCommand {
  @Option(
      names = "--log",
      paramLabel = "DIRECTORY|ADDRESS",
      required = true,
      description = "where the log is published")
  private String log;

  @Option(
      names = "--key",
      paramLabel = "KEY|FILE",
      required = true,
      converter = KeyReader.class,
      description = "the log's verifier key, or a file with it")
  private NoteKey key;

  @Option(
      names = "--entries",
      paramLabel = "DIRECTORY",
      description = "where the entry bundles are, if elsewhere")
  private Optional<String> entries = Optional.empty();

  @Option(
      names = "--witness",
      paramLabel = "KEY|FILE",
      converter = KeyReader.class,
      description = "who must have cosigned")
  private List<NoteKey> witnesses = new ArrayList<>();

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description = "the checkpoint seen last; replaced if all is right")
  private Optional<Path> seen = Optional.empty();

  @Option(
      names = "--hashes-only",
      paramLabel = "yes",
      arity = "0..1",
      fallbackValue = "yes",
      converter = HashesOnly.class,
      description = "not the entries, which need not be public")
  private Entries checked = Entries.CHECKED;

  /** Not a boolean: the value of such an option would have to be attached to its name. */
  private enum Entries {
    CHECKED,
    LEFT_OUT
  }

  private static final class HashesOnly implements ITypeConverter<Entries> {
    @Override
    public Entries convert(String value) {
      return switch (value) {
        case "yes" -> Entries.LEFT_OUT;
        case "no" -> Entries.CHECKED;
        default -> throw new TypeConversionException("it is yes or no, not " + value);
      };
    }
  }

  @Override
  public Optional<Report> run(PrintStream out) {
    LogVerification verification =
        new LogVerification(
            key, witnesses, LogAddress.open(log, entries), seen, checked == Entries.CHECKED);
    Report report = new Report();
    verification.run(report);
    if (report.isClean()) {
      verification.remember();
    }
    return Optional.of(report);
  }
}

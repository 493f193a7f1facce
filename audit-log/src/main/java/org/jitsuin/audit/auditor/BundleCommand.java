package org.jitsuin.audit.auditor;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jitsuin.audit.auditor.AuditTool.AuditorCommand;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.tlog.NoteKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a part of a log that was handed out as a file. */
@Command(name = "bundle", description = "Is a part of a log that was handed out whole and in it?")
final class BundleCommand implements AuditorCommand {
  @Option(
      names = "--key",
      paramLabel = "KEY|FILE",
      required = true,
      converter = KeyReader.class,
      description = "the log's verifier key, or a file with it")
  private NoteKey key;

  @Parameters(paramLabel = "BUNDLE-FILE", description = "the part of the log")
  private Path bundle;

  @Override
  public Optional<Report> run(PrintStream out) {
    Report report = new Report();
    try (InputStream in = Files.newInputStream(bundle)) {
      LogBundle.read(in)
          .ifPresentOrElse(
              files -> new BundleCheck(key, files, report).run(),
              () -> report.finding(Kind.TILE_DAMAGED, "the file is too large or not a bundle"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + bundle, e);
    }
    return Optional.of(report);
  }
}

package org.jitsuin.audit.auditor;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.audit.auditor.AuditTool.AuditorCommand;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.tlog.LogProof;
import org.jitsuin.audit.tlog.NoteKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks that one entry is in a log, by its proof alone. */
@Command(name = "proof", description = "Is an entry in a log, as its proof says?")
final class ProofCommand implements AuditorCommand {
  @Option(
      names = "--key",
      paramLabel = "KEY|FILE",
      required = true,
      converter = KeyReader.class,
      description = "the log's verifier key, or a file with it")
  private NoteKey key;

  @Option(names = "--entry", paramLabel = "FILE", required = true, description = "the entry")
  private Path entryFile;

  @Option(
      names = "--witness",
      paramLabel = "KEY|FILE",
      converter = KeyReader.class,
      description = "who must have cosigned")
  private List<NoteKey> witnesses = new ArrayList<>();

  @Parameters(paramLabel = "PROOF-FILE", description = "its proof, with a checkpoint")
  private Path proofFile;

  @Override
  public Optional<Report> run(PrintStream out) {
    byte[] entry = read(entryFile);
    Report report = new Report();
    LogProof.parse(new String(read(proofFile), StandardCharsets.UTF_8))
        .ifPresentOrElse(
            proof -> check(proof, entry, report),
            () -> report.finding(Kind.CHECKPOINT_NOT_SIGNED, "the proof cannot be read"));
    return Optional.of(report);
  }

  private void check(LogProof proof, byte[] entry, Report report) {
    if (key.check(proof.checkpoint()) == NoteKey.Verdict.VALID) {
      report.fact("its checkpoint is signed by " + key.name());
    } else {
      report.finding(Kind.CHECKPOINT_NOT_SIGNED, "its checkpoint is not signed by " + key.name());
    }
    for (NoteKey witness : witnesses) {
      if (witness.check(proof.checkpoint()) == NoteKey.Verdict.VALID) {
        report.fact("cosigned by " + witness.name());
      } else {
        report.finding(Kind.NOT_WITNESSED, witness.name() + " did not cosign its checkpoint");
      }
    }
    if (proof.shows(entry)) {
      report.fact(String.format(Locale.ROOT, "this is entry %d of the log", proof.index() + 1));
    } else {
      report.finding(
          Kind.ENTRY_CHANGED,
          String.format(
              Locale.ROOT,
              "this is not entry %d of the log with that checkpoint",
              proof.index() + 1));
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}

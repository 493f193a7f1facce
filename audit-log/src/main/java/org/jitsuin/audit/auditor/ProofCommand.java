package org.jitsuin.audit.auditor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.tlog.LogProof;
import org.jitsuin.audit.tlog.NoteKey;

/** Checks that one entry is in a log, by its proof alone. */
final class ProofCommand {
  static final String USAGE =
      """
        proof  --key KEY|FILE --entry FILE [--witness KEY|FILE]... PROOF-FILE
      """;

  private static final Set<String> OPTIONS = Set.of("--key", "--entry", "--witness");

  private ProofCommand() {}

  static Report run(List<String> arguments) {
    Options options = new Options(arguments, OPTIONS);
    NoteKey key = Keys.read(options.required("--key"));
    List<NoteKey> witnesses = options.all("--witness").stream().map(Keys::read).toList();
    byte[] entry = read(options.required("--entry"));
    byte[] text = read(options.words(1).getFirst());
    Report report = new Report();
    Optional<LogProof> proof = LogProof.parse(new String(text, StandardCharsets.UTF_8));
    if (proof.isEmpty()) {
      report.finding(Kind.CHECKPOINT_NOT_SIGNED, "the proof cannot be read");
    }
    proof.ifPresent(read -> check(read, entry, key, witnesses, report));
    return report;
  }

  private static void check(
      LogProof proof, byte[] entry, NoteKey key, List<NoteKey> witnesses, Report report) {
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

  private static byte[] read(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}

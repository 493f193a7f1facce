package org.jitsuin.base.auditor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.auditor.LogAddress.Source;
import org.jitsuin.base.auditor.Report.Kind;
import org.jitsuin.base.tlog.Checkpoint;
import org.jitsuin.base.tlog.LogDamaged;
import org.jitsuin.base.tlog.NoteKey;

/** Checks a log from outside, as far as its files go. */
public final class VerifyCommand {
  /** The options, with what each is. */
  static final String USAGE =
      """
        verify --log DIRECTORY|ADDRESS --key KEY|FILE
               [--entries DIRECTORY]     where the entry bundles are, if elsewhere
               [--witness KEY|FILE]...   who must have cosigned
               [--seen FILE]             the checkpoint seen last; replaced if all is right
               [--hashes-only yes]       not the entries, which need not be public
      """;

  private static final Set<String> OPTIONS =
      Set.of("--log", "--key", "--entries", "--witness", "--seen", "--hashes-only");

  private final NoteKey key;
  private final List<NoteKey> witnesses;
  private final Source log;
  private final Optional<Path> seen;
  private final boolean withEntries;

  private VerifyCommand(Options options) {
    options.words(0);
    this.key = Keys.read(options.required("--key"));
    this.witnesses = options.all("--witness").stream().map(Keys::read).toList();
    this.log = LogAddress.open(options.required("--log"), options.one("--entries"));
    this.seen = options.one("--seen").map(Path::of);
    this.withEntries = options.one("--hashes-only").isEmpty();
  }

  static Report run(List<String> arguments) {
    return new VerifyCommand(new Options(arguments, OPTIONS)).run();
  }

  private Report run() {
    Report report = new Report();
    try {
      Optional<byte[]> published = log.checkpoint();
      LogCheck checkpoints = new LogCheck(key, witnesses, log, report);
      checkpoints
          .newest(published)
          .ifPresent(newest -> check(newest, published.orElseThrow(), checkpoints, report));
    } catch (LogDamaged e) {
      report.finding(Kind.TILE_DAMAGED, e.getMessage());
    }
    return report;
  }

  private void check(Checkpoint newest, byte[] published, LogCheck checkpoints, Report report) {
    if (!witnesses.isEmpty()) {
      checkpoints.witnessed(newest, log.witnessed());
    }
    seen.filter(Files::exists)
        .ifPresent(file -> checkpoints.extend(newest, read(file), "the checkpoint seen before"));
    TreeCheck tree = new TreeCheck(log, report);
    if (withEntries) {
      tree.check(newest);
    } else {
      tree.checkHashes(newest);
    }
    if (report.isClean()) {
      seen.ifPresent(file -> keep(file, published));
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void keep(Path file, byte[] checkpoint) {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      Files.write(draft, checkpoint);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}

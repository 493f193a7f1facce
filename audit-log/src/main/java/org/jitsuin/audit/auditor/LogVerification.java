package org.jitsuin.audit.auditor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.NoteKey;

/** Checks a log from outside, as far as its files go. */
public final class LogVerification {
  private final NoteKey key;
  private final List<NoteKey> witnesses;
  private final LogSource log;
  private final Optional<Path> seen;
  private final boolean withEntries;
  private Optional<byte[]> newest = Optional.empty();

  /**
   * @param witnesses who must have cosigned
   * @param seen the file with the checkpoint that was seen last; need not exist
   * @param withEntries whether to read the entries, which need not be public, or hashes only
   */
  public LogVerification(
      NoteKey key,
      List<NoteKey> witnesses,
      LogSource log,
      Optional<Path> seen,
      boolean withEntries) {
    this.key = key;
    this.witnesses = List.copyOf(witnesses);
    this.log = log;
    this.seen = seen;
    this.withEntries = withEntries;
  }

  /**
   * Runs the check.
   *
   * @return the newest checkpoint, if the log signed it
   */
  public Optional<Checkpoint> run(Report report) {
    try {
      Optional<byte[]> before = seen.filter(Files::exists).map(LogVerification::read);
      // Asked first: what is asked later may come from a server that is further.
      Optional<byte[]> witnessed = witnesses.isEmpty() ? Optional.empty() : log.witnessed();
      newest =
          log.checkpoint(
              Math.max(
                  LogCheck.entries(before).orElse(0L), LogCheck.entries(witnessed).orElse(0L)));
      LogCheck checkpoints = new LogCheck(key, witnesses, log, report);
      Optional<Checkpoint> signed = checkpoints.newest(newest);
      signed.ifPresent(checkpoint -> {
        if (!witnesses.isEmpty()) {
          checkpoints.witnessed(checkpoint, witnessed);
        }
        before.ifPresent(
            older -> checkpoints.extend(checkpoint, older, "the checkpoint seen before"));
        check(checkpoint, report);
      });
      return signed;
    } catch (LogDamaged e) {
      report.finding(Kind.TILE_DAMAGED, e.getMessage());
      return Optional.empty();
    }
  }

  private void check(Checkpoint signed, Report report) {
    TreeCheck tree = new TreeCheck(log, report);
    if (withEntries) {
      tree.check(signed);
    } else {
      tree.checkHashes(signed);
    }
  }

  /** Keeps the newest checkpoint, so that the next time the log must extend it. */
  public void remember() {
    seen.ifPresent(file -> newest.ifPresent(checkpoint -> keep(file, checkpoint)));
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

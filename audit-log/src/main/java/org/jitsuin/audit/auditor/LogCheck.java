package org.jitsuin.audit.auditor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.TileSource;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.audit.tlog.TreeProofs;

/** Checks the checkpoints of a log: who signed them, and whether each extends what was seen. */
public final class LogCheck {
  private final NoteKey key;
  private final List<NoteKey> witnesses;
  private final TileSource tiles;
  private final Report report;

  /**
   * @param key of the log
   * @param witnesses who must have cosigned
   * @param tiles of the log
   */
  public LogCheck(NoteKey key, List<NoteKey> witnesses, TileSource tiles, Report report) {
    this.key = key;
    this.witnesses = List.copyOf(witnesses);
    this.tiles = tiles;
    this.report = report;
  }

  /**
   * How many entries a checkpoint says that there are, whoever signed it; empty where it cannot be
   * read.
   */
  static Optional<Long> entries(Optional<byte[]> bytes) {
    return bytes
        .flatMap(SignedNote::parse)
        .flatMap(note -> Checkpoint.parse(note.text()))
        .map(Checkpoint::size);
  }

  /**
   * Checks the newest checkpoint.
   *
   * @param bytes as it was published; empty if there is none
   * @return what it says, if the log signed it
   */
  public Optional<Checkpoint> newest(Optional<byte[]> bytes) {
    Optional<Checkpoint> checkpoint = signed(bytes, "the checkpoint");
    checkpoint.ifPresent(head ->
        report.fact(
            String.format(
                Locale.ROOT,
                "the checkpoint of %d entries is signed by %s",
                head.size(),
                key.name())));
    return checkpoint;
  }

  private Optional<Checkpoint> signed(Optional<byte[]> bytes, String name) {
    Optional<SignedNote> note = bytes.flatMap(SignedNote::parse);
    Optional<Checkpoint> checkpoint = note.flatMap(read -> Checkpoint.parse(read.text()));
    if (checkpoint.isEmpty()) {
      report.finding(Kind.CHECKPOINT_NOT_SIGNED, name + " is missing or cannot be read");
      return Optional.empty();
    }
    boolean own = checkpoint.get().origin().equals(key.name());
    if (!own || key.check(note.get()) != NoteKey.Verdict.VALID) {
      report.finding(Kind.CHECKPOINT_NOT_SIGNED, name + " is not signed by " + key.name());
      return Optional.empty();
    }
    return checkpoint;
  }

  /**
   * Checks that an older checkpoint, known from before, is of the beginning of the newest.
   *
   * @param name of the older one, for people
   */
  public void extend(Checkpoint newest, byte[] older, String name) {
    signed(Optional.of(older), name).ifPresent(seen -> extend(newest, seen, name));
  }

  private void extend(Checkpoint newest, Checkpoint seen, String name) {
    if (seen.size() > newest.size()) {
      report.finding(
          Kind.LOG_SHRUNK,
          String.format(
              Locale.ROOT,
              "%s has %d entries, and the log now has %d: an old state was put back, or the end was cut off",
              name,
              seen.size(),
              newest.size()));
      return;
    }
    try {
      Tree tree = new Tree(newest.size(), tiles);
      boolean extended =
          TreeProofs.extend(
              seen.root(),
              seen.size(),
              newest.root(),
              newest.size(),
              tree.consistency(seen.size()));
      if (extended) {
        report.fact(
            String.format(
                Locale.ROOT, "%s, of %d entries, is the beginning of it", name, seen.size()));
      } else {
        report.finding(
            Kind.LOG_FORKED,
            String.format(
                Locale.ROOT,
                "the log does not begin with the %d entries of %s: it was rewritten, or there are two",
                seen.size(),
                name));
      }
    } catch (LogDamaged e) {
      report.finding(Kind.TILE_DAMAGED, e.getMessage());
    }
  }

  /**
   * Checks that every witness cosigned, and that what they saw is the beginning of the newest.
   *
   * @param bytes the newest checkpoint with cosignatures
   */
  public void witnessed(Checkpoint newest, Optional<byte[]> bytes) {
    if (witnesses.isEmpty()) {
      return;
    }
    String name = "the witnessed checkpoint";
    Optional<Checkpoint> seen = signed(bytes, name);
    if (seen.isEmpty()) {
      return;
    }
    SignedNote note = bytes.flatMap(SignedNote::parse).orElseThrow();
    for (NoteKey witness : witnesses) {
      switch (witness.check(note)) {
        case VALID -> report.fact("cosigned by " + witness.name());
        case ABSENT ->
            report.finding(Kind.NOT_WITNESSED, witness.name() + " did not cosign " + name);
        case FORGED ->
            report.finding(
                Kind.NOT_WITNESSED, "the cosignature of " + witness.name() + " is forged");
      }
    }
    extend(newest, seen.get(), name);
  }
}

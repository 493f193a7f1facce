package org.jitsuin.installation.recovery;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.EntryBundle;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.RunningRoot;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.store.Head;

/**
 * Entries of the audit log that were signed, that the database does not have, and that the files of
 * the log do.
 *
 * @param checkpoint the newest that was signed
 * @param kept how many entries of the database are the beginning of what was signed
 * @param present how many it has; those behind {@code kept} were recorded since
 */
record LostEntries(LogFiles files, SignedNote checkpoint, long kept, long present) {
  private static final int AT_ONCE = 1_000;

  /**
   * Compares the database with the files.
   *
   * @return empty if it has all that was signed
   * @throws LogDamaged if the files do not have the entries that were signed
   */
  static Optional<LostEntries> find(Handle handle, LogFiles files, SignedNote checkpoint) {
    Checkpoint signed = read(checkpoint);
    RunningRoot root = new RunningRoot();
    long present = Head.LOG.last(handle);
    long kept = kept(handle, files, signed, root);
    if (kept == signed.size() && root.root().equals(signed.root())) {
      return Optional.empty();
    }
    LostEntries lost = new LostEntries(files, checkpoint, kept, present);
    lost.forEach((_, body) -> root.add(TreeHash.leaf(body)));
    if (!root.root().equals(signed.root())) {
      throw new LogDamaged("the entries in the files do not have the root that was signed");
    }
    return Optional.of(lost);
  }

  private static Checkpoint read(SignedNote note) {
    return Checkpoint.parse(note.text())
        .orElseThrow(() -> new LogDamaged("the checkpoint cannot be read"));
  }

  /**
   * Returns how many entries of the database are those that were signed; their hashes go into the
   * root.
   */
  private static long kept(Handle handle, LogFiles files, Checkpoint signed, RunningRoot root) {
    Leaves leaves = new Leaves(files, signed.size());
    long kept = 0;
    while (kept < signed.size()) {
      List<AuditTable.Row> rows = AuditTable.page(handle, kept, Optional.empty(), AT_ONCE);
      if (rows.isEmpty()) {
        return kept;
      }
      for (AuditTable.Row row : rows) {
        TreeHash hash = TreeHash.leaf(row.body().bytes());
        if (row.number() != kept + 1 || kept == signed.size() || !leaves.at(kept).equals(hash)) {
          return kept;
        }
        root.add(hash);
        kept++;
      }
    }
    return kept;
  }

  /** The hashes of entries as they were signed, one tile at a time. */
  private static final class Leaves {
    private final LogFiles files;
    private final long size;
    private long index = -1;
    private byte[] tile = new byte[0];

    private Leaves(LogFiles files, long size) {
      this.files = files;
      this.size = size;
    }

    private TreeHash at(long entry) {
      if (entry / Tile.FULL != index) {
        index = entry / Tile.FULL;
        tile = files.read(Tile.hashes(0, index, size));
      }
      return TreeHash.at(tile, (int) (entry % Tile.FULL));
    }
  }

  Checkpoint signed() {
    return read(checkpoint);
  }

  /** Returns how many entries are put back. */
  long count() {
    return signed().size() - kept;
  }

  /** Returns how many entries were recorded since and come behind them. */
  long later() {
    return present - kept;
  }

  /**
   * Passes all entries on, in their order.
   *
   * @param sink takes the number and the canonical encoding
   * @throws LogDamaged if a bundle cannot be read
   */
  void forEach(BiConsumer<Long, byte[]> sink) {
    long size = signed().size();
    for (long index = kept / Tile.FULL; index * Tile.FULL < size; index++) {
      long first = index * Tile.FULL;
      int width = (int) Math.min(Tile.FULL, size - first);
      List<byte[]> bundle =
          EntryBundle.entries(files.read(new Tile(Tile.Kind.ENTRIES, 0, index, width)), width);
      for (int i = (int) Math.max(0, kept - first); i < width; i++) {
        sink.accept(first + i + 1, bundle.get(i));
      }
    }
  }
}

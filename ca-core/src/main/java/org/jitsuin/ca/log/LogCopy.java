package org.jitsuin.ca.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.LogWriter;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.RunningRoot;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TileRepair;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Setback;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.store.AuditTable;
import org.jitsuin.ca.store.Transactions;

/**
 * A server's own files of the tree, written from the entries in the database. What was signed and
 * stands in them is never written over by anything else: files that cannot be gone on with are
 * written anew only where the database has the entries that were signed. Not for several threads.
 */
final class LogCopy {
  private static final int AT_ONCE = 1_000;

  private final Transactions transactions;
  private final LogFiles files;

  /** The newest that the files had when this server began. */
  private final Optional<Checkpoint> published;

  private LogWriter writer;
  private Optional<Shown> shown = Optional.empty();
  private Optional<String> damage = Optional.empty();

  /** The tile that was looked at last. */
  private long next = -1;

  LogCopy(Transactions transactions, LogFiles files, NoteKey key) {
    this.transactions = transactions;
    this.files = files;
    this.published = files.newest(key).flatMap(note -> Checkpoint.parse(note.text()));
    this.writer = resume();
  }

  /** The tree as the files have it whole. */
  private record Shown(long size, TreeHash root) {}

  private LogWriter resume() {
    try {
      if (published.isPresent()) {
        return LogWriter.resume(files, published.get().size(), published.get().root());
      }
    } catch (LogDamaged e) {
      damage = Optional.of(e.getMessage());
    }
    return LogWriter.begin(files);
  }

  long size() {
    return writer.size();
  }

  /**
   * Compares the newest checkpoint in the files with what the database has.
   *
   * @param recorded the size of the newest checkpoint that the database knows
   * @param entries how many entries it has
   * @throws SetbackFound if more was signed than it has, or something else
   */
  void compare(long recorded, long entries) {
    if (!isAhead(recorded)) {
      return;
    }
    Checkpoint signed = published.orElseThrow();
    if (signed.size() > entries
        || !trial(LogWriter.begin(files), signed).root().equals(signed.root())) {
      throw setBack(signed, entries);
    }
  }

  private boolean isAhead(long size) {
    return published.filter(signed -> signed.size() > size).isPresent();
  }

  private static SetbackFound setBack(Checkpoint signed, long entries) {
    return new SetbackFound(
        Setback.ofLog(signed.size(), entries, "this server's files of the audit log"));
  }

  /**
   * Makes the copy the tree that was signed: as many entries, with that root. If the files are to
   * blame they are written anew, as far as they must.
   *
   * @param signed the newest that the database knows
   * @throws SetbackFound if the files hold what was signed from another state of the database
   * @throws Fault INTEGRITY_VIOLATED if the entries in the database are not those that were signed
   */
  void follow(Checkpoint signed) {
    if (isAhead(signed.size()) && damage.isEmpty()) {
      return;
    }
    if (damage.isEmpty() && size() <= signed.size() && isShown(signed)) {
      return;
    }
    shown = Optional.empty();
    CaLog.LOG.logWrittenAnew(
        damage.orElse("its root differs from the root of checkpoint " + signed.size()));
    Checkpoint goal = isAhead(signed.size()) ? published.orElseThrow() : signed;
    writer = published.isPresent() ? reconcile(goal) : LogWriter.begin(files);
    if (!isShown(goal)) {
      throw contradicted(goal);
    }
    damage = Optional.empty();
  }

  private boolean isShown(Checkpoint signed) {
    return rootAt(signed.size()).equals(signed.root());
  }

  private static Fault contradicted(Checkpoint signed) {
    return new Fault(
        FaultCode.INTEGRITY_VIOLATED,
        String.format(
            Locale.ROOT,
            "the first %d entries of the audit log differ from those that were signed",
            signed.size()));
  }

  /**
   * Returns a writer at the point from which the files can be continued, so that they become what
   * was signed.
   */
  private LogWriter reconcile(Checkpoint goal) {
    long full = published.map(Checkpoint::size).orElse(0L);
    for (long part = Tile.FULL; part <= full; part *= Tile.FULL) {
      long start = full - full % part;
      try {
        LogWriter behind = LogWriter.resumeBehindFullTiles(files, start);
        if (trial(behind, goal).agrees(goal, published)) {
          return behind;
        }
      } catch (LogDamaged e) {
        CaLog.LOG.logTilesUnsound(start, e.getMessage());
      }
    }
    LogWriter anew = LogWriter.begin(files);
    Trial whole = trial(anew, goal);
    if (!whole.root().equals(goal.root())) {
      throw contradicted(goal);
    }
    if (!whole.agrees(goal, published)) {
      throw setBack(published.orElseThrow(), transactions.run(AuditTable::last));
    }
    return anew;
  }

  /**
   * The root that the tree would have with the entries of the database behind it.
   *
   * @param before the root on the way there at the size of the published checkpoint
   */
  private record Trial(TreeHash root, Optional<TreeHash> before) {
    boolean agrees(Checkpoint goal, Optional<Checkpoint> published) {
      return root.equals(goal.root())
          && (before.isEmpty() || before.equals(published.map(Checkpoint::root)));
    }
  }

  /** Computes it; nothing is written. */
  private Trial trial(LogWriter from, Checkpoint goal) {
    RunningRoot running = from.running();
    Optional<TreeHash> before = Optional.empty();
    long size = from.size();
    while (size < goal.size()) {
      for (AuditTable.Row row : page(size, goal.size())) {
        if (isPublished(size)) {
          before = Optional.of(running.root());
        }
        running.add(TreeHash.leaf(row.body().bytes()));
        size++;
      }
    }
    return new Trial(running.root(), isPublished(size) ? Optional.of(running.root()) : before);
  }

  private boolean isPublished(long size) {
    return published.filter(signed -> signed.size() == size).isPresent();
  }

  /**
   * Adds entries until there are so many.
   *
   * @return the root then
   * @throws Fault INTEGRITY_VIOLATED if the database does not have them
   */
  TreeHash rootAt(long size) {
    while (size() < size) {
      page(size(), size).forEach(row -> writer.append(row.body().bytes()));
    }
    if (shown.filter(tree -> tree.size() == size).isEmpty()) {
      shown = Optional.of(new Shown(size, writer.show()));
    }
    return shown.orElseThrow().root();
  }

  /** Entries behind that many; at least one. */
  private List<AuditTable.Row> page(long after, long until) {
    int most = (int) Math.min(AT_ONCE, until - after);
    List<AuditTable.Row> rows =
        transactions.run(handle -> AuditTable.page(handle, after, Optional.empty(), most));
    long next = after + 1;
    for (AuditTable.Row row : rows) {
      if (row.number() != next) {
        throw missing(next);
      }
      next++;
    }
    if (rows.isEmpty()) {
      throw missing(next);
    }
    return rows;
  }

  /**
   * Looks at the next full tile, round by round at all of them, and writes it anew if it is lost or
   * damaged.
   *
   * @throws Fault INTEGRITY_VIOLATED if the database does not have the entries that were signed
   */
  void scrub() {
    if (shown.isEmpty() || shown.get().size() < Tile.FULL) {
      return;
    }
    Shown tree = shown.get();
    next = (next + 1) % (tree.size() / Tile.FULL);
    long first = next * Tile.FULL;
    TileRepair repair = new TileRepair(files, tree.size(), tree.root());
    if (repair.isSound(next)) {
      return;
    }
    List<byte[]> entries =
        page(first, first + Tile.FULL).stream().map(row -> row.body().bytes()).toList();
    if (entries.size() < Tile.FULL || !repair.mend(next, entries)) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          String.format(
              Locale.ROOT,
              "entries %d to %d of the audit log, or hashes above them, differ from those that were signed",
              first + 1,
              first + Tile.FULL));
    }
    CaLog.LOG.logMended(first + 1, first + Tile.FULL);
  }

  /**
   * Publishes a checkpoint, unless a newer one is published.
   *
   * @param note that is signed
   */
  void publish(long size, String note) {
    if (!isAhead(size)) {
      files.publish(note.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Fault missing(long number) {
    return new Fault(
        FaultCode.INTEGRITY_VIOLATED, "entry " + number + " of the audit log is missing");
  }
}

package org.jitsuin.ca.log;

import java.util.Locale;
import java.util.Optional;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.LogWriter;
import org.jitsuin.audit.tlog.RunningRoot;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Setback;
import org.jitsuin.ca.CaLog;

/**
 * Compares what this server's files were signed at with the entries in the database, and finds out
 * from where on the files must be written anew. Nothing is written here.
 */
final class LogRepair {
  private final LogFiles files;
  private final LoggedEntries entries;
  private final Checkpoint published;

  /**
   * @param published the newest checkpoint in the files
   */
  LogRepair(LogFiles files, LoggedEntries entries, Checkpoint published) {
    this.files = files;
    this.entries = entries;
    this.published = published;
  }

  /**
   * Makes sure that the database has the entries that were published.
   *
   * @param count how many entries it has
   * @throws SetbackFound if more was signed than it has, or something else
   */
  void requireRecorded(long count) {
    if (published.size() > count
        || !trial(LogWriter.begin(files), published).root().equals(published.root())) {
      throw setBack(count);
    }
  }

  private SetbackFound setBack(long count) {
    return new SetbackFound(
        Setback.ofLog(published.size(), count, "this server's files of the audit log"));
  }

  static Fault contradicted(Checkpoint signed) {
    return new Fault(
        FaultCode.INTEGRITY_VIOLATED,
        String.format(
            Locale.ROOT,
            "the first %d entries of the audit log differ from those that were signed",
            signed.size()));
  }

  /**
   * Finds where the files can be gone on with, so that they become what was signed.
   *
   * @param goal what was signed
   * @return writes from there on
   * @throws SetbackFound if the files hold what was signed from another state of the database
   * @throws Fault INTEGRITY_VIOLATED if the entries in the database are not those that were signed
   */
  LogWriter writer(Checkpoint goal) {
    long full = published.size();
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
      throw setBack(entries.count());
    }
    return anew;
  }

  /**
   * The root that the tree would have with the entries of the database behind it.
   *
   * @param before the root on the way there at the size of the published checkpoint
   */
  private record Trial(TreeHash root, Optional<TreeHash> before) {
    boolean agrees(Checkpoint goal, Checkpoint published) {
      return root.equals(goal.root())
          && before.map(found -> found.equals(published.root())).orElse(true);
    }
  }

  private Trial trial(LogWriter from, Checkpoint goal) {
    RunningRoot running = from.running();
    Optional<TreeHash> before = Optional.empty();
    long size = from.size();
    while (size < goal.size()) {
      for (byte[] entry : entries.page(size, goal.size())) {
        if (size == published.size()) {
          before = Optional.of(running.root());
        }
        running.add(TreeHash.leaf(entry));
        size++;
      }
    }
    return new Trial(
        running.root(), size == published.size() ? Optional.of(running.root()) : before);
  }
}

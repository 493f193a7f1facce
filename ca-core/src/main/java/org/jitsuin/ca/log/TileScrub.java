package org.jitsuin.ca.log;

import java.util.List;
import java.util.Locale;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TileRepair;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.ca.CaLog;

/**
 * Looks at the full tiles in this server's files, one at a time and round by round at all of them,
 * and writes those anew that are lost or damaged.
 */
final class TileScrub {
  private final LogFiles files;
  private final LoggedEntries entries;

  /** The tile that was looked at last. */
  private long last = -1;

  TileScrub(LogFiles files, LoggedEntries entries) {
    this.files = files;
    this.entries = entries;
  }

  /**
   * Looks at the next tile, if there is one.
   *
   * @param size of the tree that the files have whole
   * @param root of that tree
   * @throws Fault INTEGRITY_VIOLATED if the database does not have the entries that were signed
   */
  void next(long size, TreeHash root) {
    if (size < Tile.FULL) {
      return;
    }
    last = (last + 1) % (size / Tile.FULL);
    TileRepair repair = new TileRepair(files, size, root);
    if (!repair.isSound(last)) {
      mend(repair);
    }
  }

  private void mend(TileRepair repair) {
    long first = last * Tile.FULL;
    List<byte[]> leaves = entries.page(first, first + Tile.FULL);
    if (leaves.size() < Tile.FULL || !repair.mend(last, leaves)) {
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
}

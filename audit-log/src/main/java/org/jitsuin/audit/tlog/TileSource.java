package org.jitsuin.audit.tlog;

/** Where the files of a log are read. */
@FunctionalInterface
public interface TileSource {
  /**
   * @return hashes behind one another, or an entry bundle
   * @throws LogDamaged if it is not there, or not of its size
   */
  byte[] read(Tile tile);
}

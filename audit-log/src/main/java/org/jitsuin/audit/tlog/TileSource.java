package org.jitsuin.audit.tlog;

/** A source of the files of a log. */
@FunctionalInterface
public interface TileSource {
  /**
   * @return hashes behind one another, or an entry bundle
   * @throws LogDamaged if it is not there, or not of its size
   */
  byte[] read(Tile tile);
}

package org.jitsuin.audit.tlog;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads tiles through, and notes which: those are what somebody else needs for the same. */
public final class NotedTiles implements TileSource {
  private final TileSource source;
  private final SortedMap<String, byte[]> noted = new TreeMap<>();

  public NotedTiles(TileSource source) {
    this.source = source;
  }

  @Override
  public byte[] read(Tile tile) {
    return noted.computeIfAbsent(tile.path(), _ -> source.read(tile)).clone();
  }

  /** Returns the files that were read, by their paths. */
  public SortedMap<String, byte[]> noted() {
    return Collections.unmodifiableSortedMap(noted);
  }
}

package org.jitsuin.audit.tlog;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the full tiles of a log and writes those anew that are lost or damaged. None is written
 * that does not lead to the root that was shown.
 */
public final class TileRepair {
  private final LogFiles files;
  private final long size;
  private final TreeHash root;

  /**
   * @param size of the tree as it was shown
   * @param root at that size
   */
  public TileRepair(LogFiles files, long size, TreeHash root) {
    this.files = files;
    this.size = size;
    this.root = root;
  }

  /**
   * Returns whether a full bundle, its hashes and those above them are those of the tree.
   *
   * @param index of the bundle
   */
  public boolean isSound(long index) {
    try {
      List<byte[]> entries = EntryBundle.entries(files.read(bundle(index)), Tile.FULL);
      byte[] hashes = hashes(entries);
      return Arrays.equals(files.read(tile(0, index)), hashes) && leads(index, hashes, files);
    } catch (LogDamaged _) {
      return false;
    }
  }

  /**
   * Writes them anew, also full tiles above.
   *
   * @param entries of the bundle
   * @return false, and nothing is written, if they do not lead to the root
   */
  public boolean mend(long index, List<byte[]> entries) {
    byte[] hashes = hashes(entries);
    Map<Tile, byte[]> mended = new LinkedHashMap<>(Map.of(tile(0, index), hashes));
    if (!leads(index, hashes, over(mended))) {
      mended.putAll(above(index, mended));
      if (!leads(index, hashes, over(mended))) {
        return false;
      }
    }
    files.write(bundle(index), EntryBundle.of(entries));
    mended.forEach(files::write);
    return true;
  }

  private TileSource over(Map<Tile, byte[]> mended) {
    return tile -> mended.containsKey(tile) ? mended.get(tile) : files.read(tile);
  }

  /** Returns the full tiles above, made of those below them, if those are all there. */
  private Map<Tile, byte[]> above(long index, Map<Tile, byte[]> mended) {
    Map<Tile, byte[]> all = new LinkedHashMap<>(mended);
    long place = index;
    for (int level = 1; Tile.count(level, size) >= (place / Tile.FULL + 1) * Tile.FULL; level++) {
      Tile tile = tile(level, place / Tile.FULL);
      made(tile, over(all)).ifPresent(hashes -> all.put(tile, hashes));
      place /= Tile.FULL;
    }
    return all;
  }

  private static Optional<byte[]> made(Tile tile, TileSource below) {
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    try {
      for (int i = 0; i < Tile.FULL; i++) {
        byte[] under = below.read(tile(tile.level() - 1, tile.index() * Tile.FULL + i));
        hashes.writeBytes(Tree.over(under, 0, Tile.FULL).octets());
      }
      return Optional.of(hashes.toByteArray());
    } catch (LogDamaged _) {
      return Optional.empty();
    }
  }

  /** The proof of one entry takes in the hashes of all in its tile. */
  private boolean leads(long index, byte[] hashes, TileSource source) {
    long first = index * Tile.FULL;
    try {
      List<TreeHash> proof = new Tree(size, source).inclusion(first);
      return TreeProofs.includes(root, size, first, TreeHash.at(hashes, 0), proof);
    } catch (LogDamaged _) {
      return false;
    }
  }

  private static byte[] hashes(List<byte[]> entries) {
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    entries.forEach(entry -> hashes.writeBytes(TreeHash.leaf(entry).octets()));
    return hashes.toByteArray();
  }

  private static Tile bundle(long index) {
    return new Tile(Tile.Kind.ENTRIES, 0, index, Tile.FULL);
  }

  private static Tile tile(int level, long index) {
    return new Tile(Tile.Kind.HASHES, level, index, Tile.FULL);
  }
}

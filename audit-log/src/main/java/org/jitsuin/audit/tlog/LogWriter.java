package org.jitsuin.audit.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Appends entries to the files of a log: each tile once it is full, and what is not full when the
 * tree is about to be shown. Not for several threads.
 */
public final class LogWriter {
  private final LogFiles files;

  /** The last tile of each level, as far as it is filled. */
  private final List<Edge> edge = new ArrayList<>();

  /** The entries that are not in a full bundle. */
  private final List<byte[]> entries = new ArrayList<>();

  private long size;

  private LogWriter(LogFiles files) {
    this.files = files;
  }

  /** Begins a log; files that are there are written over. */
  public static LogWriter begin(LogFiles files) {
    return new LogWriter(files);
  }

  /**
   * Goes on with a log whose files are there.
   *
   * @param size to where they were shown
   * @param root the root at that size
   * @throws LogDamaged if the files do not have that root
   */
  public static LogWriter resume(LogFiles files, long size, TreeHash root) {
    if (!new Tree(size, files).root().equals(root)) {
      throw new LogDamaged("the files do not have the root of " + size + " entries");
    }
    LogWriter writer = new LogWriter(files);
    writer.size = size;
    for (int level = 0; Tile.count(level, size) > 0; level++) {
      writer.edge.add(writer.last(level));
    }
    int begun = (int) (size % Tile.FULL);
    if (begun > 0) {
      Tile bundle = Tile.entries(size / Tile.FULL, size);
      writer.entries.addAll(EntryBundle.entries(files.read(bundle), begun));
      writer.checkEntries();
    }
    return writer;
  }

  /**
   * Goes on behind full tiles, where what is behind them is lost or damaged. What they hold is
   * known only once the root at a size that was signed is seen, as by {@link #running}.
   *
   * @param size a multiple of {@link Tile#FULL}
   * @throws LogDamaged if one of the last full tiles cannot be read
   */
  public static LogWriter resumeBehindFullTiles(LogFiles files, long size) {
    if (size % Tile.FULL != 0) {
      throw new IllegalArgumentException("the tiles of " + size + " entries are not all full");
    }
    LogWriter writer = new LogWriter(files);
    writer.size = size;
    for (int level = 0; Tile.count(level, size) > 0; level++) {
      writer.edge.add(level == 0 ? new Edge() : writer.overFullTiles(level));
    }
    return writer;
  }

  private Edge overFullTiles(int level) {
    Edge tile = new Edge();
    long count = Tile.count(level, size);
    for (long place = count - count % Tile.FULL; place < count; place++) {
      byte[] below = files.read(new Tile(Tile.Kind.HASHES, level - 1, place, Tile.FULL));
      tile.add(Tree.over(below, 0, Tile.FULL));
    }
    return tile;
  }

  /** The root over what is appended so far, to which further hashes can be added for a trial. */
  public RunningRoot running() {
    RunningRoot root = new RunningRoot();
    for (int level = edge.size() - 1; level >= 0; level--) {
      for (int i = 0; i < edge.get(level).width; i++) {
        root.add(
            level * Integer.numberOfTrailingZeros(Tile.FULL),
            TreeHash.at(edge.get(level).octets, i));
      }
    }
    return root;
  }

  private Edge last(int level) {
    long count = Tile.count(level, size);
    return count % Tile.FULL == 0
        ? new Edge()
        : new Edge(files.read(Tile.hashes(level, count / Tile.FULL, size)));
  }

  private void checkEntries() {
    for (int i = 0; i < entries.size(); i++) {
      TreeHash hash = TreeHash.at(edge.getFirst().hashes(), i);
      if (!TreeHash.leaf(entries.get(i)).equals(hash)) {
        throw new LogDamaged("an entry in the last bundle is not the one in the tree");
      }
    }
  }

  /** Returns the number of entries in the log, shown or not. */
  public long size() {
    return size;
  }

  /**
   * Adds an entry behind the others.
   *
   * @param entry at most {@link EntryBundle#LONGEST} octets
   */
  public void append(byte[] entry) {
    EntryBundle.octets(entry);
    entries.add(entry.clone());
    if (entries.size() == Tile.FULL) {
      writeEntries(new Tile(Tile.Kind.ENTRIES, 0, size / Tile.FULL, Tile.FULL));
      entries.clear();
    }
    add(0, TreeHash.leaf(entry));
    size++;
  }

  private void add(int level, TreeHash hash) {
    if (level == edge.size()) {
      edge.add(new Edge());
    }
    Edge tile = edge.get(level);
    tile.add(hash);
    if (tile.width == Tile.FULL) {
      // Of the tree with the entry that is being added: it is the one that fills the tile.
      long index = Tile.count(level, size + 1) / Tile.FULL - 1;
      files.write(new Tile(Tile.Kind.HASHES, level, index, Tile.FULL), tile.hashes());
      add(level + 1, Tree.over(tile.octets, 0, Tile.FULL));
      edge.set(level, new Edge());
    }
  }

  /** A tile that is being filled. */
  private static final class Edge {
    private final byte[] octets = new byte[Tile.FULL * TreeHash.OCTETS];
    private int width;

    private Edge(byte... hashes) {
      System.arraycopy(hashes, 0, octets, 0, hashes.length);
      width = hashes.length / TreeHash.OCTETS;
    }

    private void add(TreeHash hash) {
      System.arraycopy(hash.octets(), 0, octets, width * TreeHash.OCTETS, TreeHash.OCTETS);
      width++;
    }

    private byte[] hashes() {
      return Arrays.copyOf(octets, width * TreeHash.OCTETS);
    }
  }

  /**
   * Writes what is not in full tiles, so that anybody can read the tree as it is now.
   *
   * @return its root
   */
  public TreeHash show() {
    for (int level = 0; level < edge.size(); level++) {
      if (edge.get(level).width > 0) {
        long index = Tile.count(level, size) / Tile.FULL;
        files.write(Tile.hashes(level, index, size), edge.get(level).hashes());
      }
    }
    if (!entries.isEmpty()) {
      writeEntries(Tile.entries(size / Tile.FULL, size));
    }
    return new Tree(size, files).root();
  }

  private void writeEntries(Tile bundle) {
    files.write(bundle, EntryBundle.of(entries));
  }
}

package org.jitsuin.audit.tlog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a file of the log (C2SP tlog-tiles): up to 256 hashes of one level of the tree, or the
 * entries under such hashes of the lowest level.
 *
 * @param kind what is in it
 * @param level 0 for hashes of entries; each hash of a level stands for 256 of the level below
 * @param index its place in the level
 * @param width how many hashes or entries are in it, 1 to 256
 */
public record Tile(Kind kind, int level, long index, int width) {
  /** The number of hashes or entries of a full tile. */
  public static final int FULL = 256;

  private static final Pattern PATH =
      Pattern.compile("tile/(\\d|entries)/((?:x\\d{3}/){0,4}\\d{3})(?:\\.p/(\\d{1,3}))?");

  private static final int HEIGHT = 8;
  private static final int LEVELS = 64 / HEIGHT;

  /** The kinds of tile. */
  public enum Kind {
    HASHES,
    /** An entry bundle. */
    ENTRIES
  }

  public Tile {
    if (level < 0 || level >= LEVELS || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("there is no such tile");
    }
  }

  /**
   * Hashes as they are in a tree.
   *
   * @param size how many entries the tree has
   */
  public static Tile hashes(int level, long index, long size) {
    return new Tile(Kind.HASHES, level, index, width(level, index, size));
  }

  /** Entries as they are in a log of that size. */
  static Tile entries(long index, long size) {
    return new Tile(Kind.ENTRIES, 0, index, width(0, index, size));
  }

  /** Returns how many hashes a level has in a tree: one for each full tile below. */
  public static long count(int level, long size) {
    return size >>> (HEIGHT * level);
  }

  private static int width(int level, long index, long size) {
    return Math.clamp(count(level, size) - index * FULL, 0, FULL);
  }

  boolean isFull() {
    return width == FULL;
  }

  /** Returns this tile's part of the full tile of its place. */
  public byte[] beginningOf(byte[] whole) {
    return switch (kind) {
      case HASHES -> {
        if (whole.length != FULL * TreeHash.OCTETS) {
          throw new LogDamaged(
              String.format(Locale.ROOT, "%s has %d octets", full().path(), whole.length));
        }
        yield Arrays.copyOf(whole, width * TreeHash.OCTETS);
      }
      case ENTRIES -> {
        int end = 0;
        for (byte[] entry : EntryBundle.entries(whole, FULL).subList(0, width)) {
          end += EntryBundle.octets(entry);
        }
        yield Arrays.copyOf(whole, end);
      }
    };
  }

  /** The same tile when it is full. */
  public Tile full() {
    return new Tile(kind, level, index, FULL);
  }

  /** Reads a path; empty where it is not one that a tile has. */
  public static Optional<Tile> parse(String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Kind kind = parts.group(1).equals("entries") ? Kind.ENTRIES : Kind.HASHES;
    int level = kind == Kind.ENTRIES ? 0 : Integer.parseInt(parts.group(1));
    long index = Long.parseLong(parts.group(2).replaceAll("[x/]", ""));
    int width = Optional.ofNullable(parts.group(3)).map(Integer::parseInt).orElse(FULL);
    if (level >= LEVELS || width < 1 || width > FULL) {
      return Optional.empty();
    }
    Tile tile = new Tile(kind, level, index, width);
    return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
  }

  /** Returns the path below the log's address, such as {@code tile/0/x001/234.p/5}. */
  public String path() {
    return isFull() ? fullPath() : fullPath() + ".p/" + width;
  }

  /** Returns the directory of its partial tiles until it is full. */
  String partialDirectory() {
    return fullPath() + ".p";
  }

  private String fullPath() {
    StringBuilder path =
        new StringBuilder(kind == Kind.ENTRIES ? "tile/entries/" : "tile/" + level + "/");
    int groups = 1;
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      groups++;
    }
    for (int group = groups - 1; group >= 0; group--) {
      long digits = index / (long) Math.pow(1000, group) % 1000;
      path.append(
          group > 0
              ? String.format(Locale.ROOT, "x%03d/", digits)
              : String.format(Locale.ROOT, "%03d", digits));
    }
    return path.toString();
  }
}

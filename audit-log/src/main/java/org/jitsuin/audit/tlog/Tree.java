package org.jitsuin.audit.tlog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree over the first entries of a log, computed from the tiles that a question needs and no
 * others (RFC 9162 section 2.1). For one question, or a few: it keeps the tiles that it read.
 */
public final class Tree {
  private static final int HEIGHT = 8;

  private final long size;
  private final TileSource source;
  private final Map<Tile, byte[]> tiles = new HashMap<>();

  /**
   * @param size how many entries it is over
   */
  public Tree(long size, TileSource source) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has no negative size");
    }
    this.size = size;
    this.source = source;
  }

  public long size() {
    return size;
  }

  /** The hash over all of it. */
  public TreeHash root() {
    return size == 0 ? TreeHash.EMPTY : range(0, size);
  }

  /** The hash of an entry. */
  public TreeHash leaf(long index) {
    require(index >= 0 && index < size, "the tree has no entry " + index);
    return node(0, index);
  }

  /** The inclusion proof of an entry (RFC 9162 section 2.1.3.1), from the entry upwards. */
  public List<TreeHash> inclusion(long index) {
    require(index >= 0 && index < size, "the tree has no entry " + index);
    List<TreeHash> proof = new ArrayList<>();
    long start = 0;
    long end = size;
    while (end - start > 1) {
      long middle = start + split(end - start);
      if (index < middle) {
        proof.addFirst(range(middle, end));
        end = middle;
      } else {
        proof.addFirst(range(start, middle));
        start = middle;
      }
    }
    return proof;
  }

  /**
   * The proof that the tree over fewer entries is the beginning of this one (RFC 9162 section
   * 2.1.4.1); nothing where that goes without saying: for the empty tree and for this one.
   *
   * @param older the size of that tree
   */
  public List<TreeHash> consistency(long older) {
    require(older >= 0 && older <= size, "the tree is smaller than " + older);
    List<TreeHash> proof = new ArrayList<>();
    if (older == 0 || older == size) {
      return proof;
    }
    long start = 0;
    long end = size;
    while (end != older) {
      long middle = start + split(end - start);
      if (older <= middle) {
        proof.addFirst(range(middle, end));
        end = middle;
      } else {
        proof.addFirst(range(start, middle));
        start = middle;
      }
    }
    if (start > 0) {
      proof.addFirst(range(start, end));
    }
    return proof;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The largest power of two that is smaller. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  private TreeHash range(long start, long end) {
    long count = end - start;
    if (Long.bitCount(count) == 1 && start % count == 0) {
      int height = Long.numberOfTrailingZeros(count);
      return node(height, start >>> height);
    }
    long middle = start + split(count);
    return TreeHash.node(range(start, middle), range(middle, end));
  }

  /** The hash over a power of two of entries: in a tile, or a few levels above one. */
  private TreeHash node(int height, long index) {
    int above = height % HEIGHT;
    long first = index << above;
    Tile tile = Tile.hashes(height / HEIGHT, first / Tile.FULL, size);
    byte[] hashes = tiles.computeIfAbsent(tile, source::read);
    return over(hashes, (int) (first % Tile.FULL), 1 << above);
  }

  /** The hash over neighbours in a tile, a power of two of them. */
  public static TreeHash over(byte[] hashes, int first, int count) {
    if (count == 1) {
      return TreeHash.at(hashes, first);
    }
    int half = count / 2;
    return TreeHash.node(over(hashes, first, half), over(hashes, first + half, half));
  }
}

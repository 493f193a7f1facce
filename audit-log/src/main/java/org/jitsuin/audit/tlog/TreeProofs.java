package org.jitsuin.audit.tlog;

import java.util.Iterator;
import java.util.List;

/** Checks proofs against roots; who does so needs nothing else of the log. */
public final class TreeProofs {
  private TreeProofs() {}

  /**
   * Returns whether an entry is in a tree (RFC 9162 section 2.1.3.2).
   *
   * @param leaf the entry's hash
   * @param index its place, 0 for the first
   * @param size of the tree
   */
  public static boolean includes(
      TreeHash root, long size, long index, TreeHash leaf, List<TreeHash> proof) {
    if (index < 0 || index >= size) {
      return false;
    }
    long place = index;
    long last = size - 1;
    TreeHash hash = leaf;
    for (TreeHash sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        hash = TreeHash.node(sibling, hash);
        int skipped = (place & 1) == 1 ? 0 : Long.numberOfTrailingZeros(place);
        place >>= skipped;
        last >>= skipped;
      } else {
        hash = TreeHash.node(hash, sibling);
      }
      place >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /**
   * Returns whether a tree begins with an older one (RFC 9162 section 2.1.4.2).
   *
   * @param older the size of the older tree
   * @param size the size of the newer one
   */
  public static boolean extend(
      TreeHash olderRoot, long older, TreeHash root, long size, List<TreeHash> proof) {
    if (older < 0 || older > size) {
      return false;
    }
    if (older == 0) {
      return proof.isEmpty() && olderRoot.equals(TreeHash.EMPTY);
    }
    if (older == size) {
      return proof.isEmpty() && olderRoot.equals(root);
    }
    return !proof.isEmpty() && extend(new Older(olderRoot, older), root, size, proof);
  }

  private record Older(TreeHash root, long size) {}

  private static boolean extend(Older older, TreeHash root, long size, List<TreeHash> proof) {
    int common = Long.numberOfTrailingZeros(older.size());
    long place = (older.size() - 1) >> common;
    long last = (size - 1) >> common;
    Iterator<TreeHash> hashes = proof.iterator();
    // A tree of a power of two of entries is itself the first hash of the proof.
    TreeHash first = Long.bitCount(older.size()) == 1 ? older.root() : hashes.next();
    TreeHash hashOfOlder = first;
    TreeHash hash = first;
    while (hashes.hasNext()) {
      TreeHash sibling = hashes.next();
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        hashOfOlder = TreeHash.node(sibling, hashOfOlder);
        hash = TreeHash.node(sibling, hash);
        int skipped = (place & 1) == 1 ? 0 : Long.numberOfTrailingZeros(place);
        place >>= skipped;
        last >>= skipped;
      } else {
        hash = TreeHash.node(hash, sibling);
      }
      place >>= 1;
      last >>= 1;
    }
    return last == 0 && hashOfOlder.equals(older.root()) && hash.equals(root);
  }
}

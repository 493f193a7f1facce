package org.jitsuin.audit.tlog;

import java.util.ArrayList;
import java.util.List;

/** The root over hashes that come one after another, in memory for a few of them. */
public final class RunningRoot {
  /** The hashes over full subtrees, the largest first. */
  private final List<Subtree> subtrees = new ArrayList<>();

  private record Subtree(int height, TreeHash hash) {}

  /** Adds the hash of the next entry. */
  public void add(TreeHash leaf) {
    add(0, leaf);
  }

  /**
   * Adds the hash over the next full subtree.
   *
   * @param height 0 for an entry; at most that of any before
   */
  void add(int height, TreeHash hash) {
    Subtree last = new Subtree(height, hash);
    while (!subtrees.isEmpty() && subtrees.getLast().height() == last.height()) {
      Subtree left = subtrees.removeLast();
      last = new Subtree(left.height() + 1, TreeHash.node(left.hash(), last.hash()));
    }
    subtrees.add(last);
  }

  /** The root over all that came. */
  public TreeHash root() {
    return subtrees.reversed().stream()
        .map(Subtree::hash)
        .reduce((right, left) -> TreeHash.node(left, right))
        .orElse(TreeHash.EMPTY);
  }
}

package org.jitsuin.base.tlog;

import java.util.ArrayList;
import java.util.List;

/** The root over hashes that come one after another, in memory for a few of them. */
public final class RunningRoot {
  /** The hashes over full subtrees, the largest first. */
  private final List<Subtree> subtrees = new ArrayList<>();

  private record Subtree(int height, TreeHash hash) {}

  /** The hash of the next entry. */
  public void add(TreeHash leaf) {
    Subtree last = new Subtree(0, leaf);
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

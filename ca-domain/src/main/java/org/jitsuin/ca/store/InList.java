package org.jitsuin.ca.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The values of an SQL list in few lengths: a statement of another length is another one, which is
 * taken apart anew, and that costs more than to look for some values twice.
 */
final class InList {
  /** Lists that are no longer have the length that they have. */
  private static final int SHORT = 8;

  /** Of two lengths of which one is twice the other there are so many between. */
  private static final int STEPS = 4;

  private InList() {}

  /**
   * Returns the values, with the last one again and again behind them; no more than a quarter as
   * many.
   */
  static <T> List<T> of(Collection<T> values) {
    List<T> all = new ArrayList<>(values);
    int length = length(all.size());
    if (length > all.size()) {
      all.addAll(Collections.nCopies(length - all.size(), all.getLast()));
    }
    return Collections.unmodifiableList(all);
  }

  private static int length(int size) {
    if (size <= SHORT) {
      return size;
    }
    int step = Integer.highestOneBit(size - 1) / STEPS;
    return (size + step - 1) / step * step;
  }
}

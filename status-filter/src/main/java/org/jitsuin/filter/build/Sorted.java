package org.jitsuin.filter.build;

import org.jitsuin.filter.Ribbon;

/** Brings equations into the order of their first slots. */
final class Sorted {
  private Sorted() {}

  /**
   * Returns members in the order in which their equations begin, by groups.
   *
   * @param members all of them
   * @param chosen some of these
   * @param count how many are chosen
   */
  static int[] byStart(Members members, int[] chosen, int count, Salt salt, int level, int groups) {
    int[] group = new int[count];
    int[] ends = new int[groups + 1];
    for (int i = 0; i < count; i++) {
      long lower = salt.lower(members, chosen[i]);
      long upper = salt.upper(members, chosen[i], lower);
      group[i] = Ribbon.start(level, groups, upper) / Ribbon.GROUP;
      ends[group[i] + 1]++;
    }
    for (int i = 1; i <= groups; i++) {
      ends[i] += ends[i - 1];
    }
    int[] sorted = new int[count];
    for (int i = 0; i < count; i++) {
      sorted[ends[group[i]]++] = chosen[i];
    }
    return sorted;
  }
}

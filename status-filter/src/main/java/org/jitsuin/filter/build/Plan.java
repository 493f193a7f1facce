package org.jitsuin.filter.build;

import org.jitsuin.filter.Block;

/**
 * How a block is built, of all ways the one that is expected to be the smallest.
 *
 * @param inverted whether the good ones are inside, since they are fewer
 * @param listed whether those inside are listed, and there is no filter
 * @param columns of the first level
 */
record Plan(boolean inverted, boolean listed, int columns) {
  /**
   * @param good how many are
   * @param revoked how many are
   */
  static Plan of(int good, int revoked) {
    boolean inverted = revoked > good;
    int inside = Math.min(good, revoked);
    int outside = Math.max(good, revoked);
    int best = 0;
    for (int columns = 1; columns <= Block.MOST_COLUMNS; columns++) {
      if (octets(columns, inside, outside) < octets(best, inside, outside)) {
        best = columns;
      }
    }
    long list = (long) inside * HashList.octetsFor((long) inside + outside, inside);
    return list <= octets(best, inside, outside)
        ? new Plan(inverted, true, 0)
        : new Plan(inverted, false, best);
  }

  /** What both levels take. */
  private static long octets(int columns, int inside, int outside) {
    int second = inside + expectedToPass(columns, outside);
    return (columns == 0 ? 0 : (long) Level.of(inside).octets() * columns)
        + Level.of(second).octets();
  }

  /** How many of those outside the first level lets pass by chance. */
  static int expectedToPass(int columns, int outside) {
    return (int) Math.ceil(Math.scalb((double) outside, -columns));
  }
}

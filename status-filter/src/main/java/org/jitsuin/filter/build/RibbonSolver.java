package org.jitsuin.filter.build;

import java.nio.ByteBuffer;
import org.jitsuin.filter.Mix;
import org.jitsuin.filter.Ribbon;

/**
 * Solves the equations of a level (Dillinger and Walzer 2021): each is reduced, as it comes, by
 * those that begin at the same slot, until it begins at a slot where none does. It is fastest when
 * they come in the order of their first slots.
 */
final class RibbonSolver {
  private static final int WORDS = Ribbon.WIDTH / Ribbon.GROUP;

  private final int level;
  private final int groups;

  /** Of each slot the equation that begins there; all zero where none does. */
  private final long[] rows;

  private final long[] rightSides;

  private long c0;
  private long c1;
  private long c2;
  private long c3;

  RibbonSolver(int level, int groups) {
    this.level = level;
    this.groups = groups;
    rows = new long[Math.multiplyExact(groups, Ribbon.GROUP * WORDS)];
    rightSides = new long[groups];
  }

  /**
   * Adds an equation.
   *
   * @param rightSide what it shall give
   * @return false if those before say otherwise; then it is left out
   */
  boolean add(long upper, long lower, boolean rightSide) {
    int slot = Ribbon.start(level, groups, upper);
    c0 = Ribbon.coefficients(level, 0, lower);
    c1 = Ribbon.coefficients(level, 1, lower);
    c2 = Ribbon.coefficients(level, 2, lower);
    c3 = Ribbon.coefficients(level, 3, lower);
    long right = rightSide ? 1 : 0;
    while (true) {
      int row = slot * WORDS;
      if (rows[row] == 0) {
        store(row, slot, right);
        return true;
      }
      c0 ^= rows[row];
      c1 ^= rows[row + 1];
      c2 ^= rows[row + 2];
      c3 ^= rows[row + 3];
      right ^= (rightSides[slot / Ribbon.GROUP] >>> slot) & 1;
      int zeros = shiftToFirst();
      if (zeros < 0) {
        return right == 0;
      }
      slot += zeros;
    }
  }

  private void store(int row, int slot, long right) {
    rows[row] = c0;
    rows[row + 1] = c1;
    rows[row + 2] = c2;
    rows[row + 3] = c3;
    rightSides[slot / Ribbon.GROUP] |= right << slot;
  }

  /** Returns by how much; negative where no coefficient is left. */
  private int shiftToFirst() {
    int shifted = 0;
    while (c0 == 0) {
      if ((c1 | c2 | c3) == 0) {
        return -1;
      }
      c0 = c1;
      c1 = c2;
      c2 = c3;
      c3 = 0;
      shifted += Ribbon.GROUP;
    }
    int bits = Long.numberOfTrailingZeros(c0);
    if (bits > 0) {
      int rest = Ribbon.GROUP - bits;
      c0 = (c0 >>> bits) | (c1 << rest);
      c1 = (c1 >>> bits) | (c2 << rest);
      c2 = (c2 >>> bits) | (c3 << rest);
      c3 >>>= bits;
    }
    return shifted + bits;
  }

  /**
   * Returns a solution, group by group.
   *
   * @param columns how many; all have the same right sides
   * @param seed of the bits that no equation says anything of; they differ from column to column
   */
  byte[] solve(int columns, long seed) {
    long[] words = new long[groups * columns];
    for (int column = 0; column < columns; column++) {
      solve(column, columns, Mix.mix(seed + column * Mix.STEP), words);
    }
    ByteBuffer octets = ByteBuffer.allocate(Math.multiplyExact(words.length, Long.BYTES));
    octets.asLongBuffer().put(words);
    return octets.array();
  }

  private void solve(int column, int columns, long seed, long[] words) {
    // The slots behind the one that is looked at, the nearest in the lowest bit.
    long w0 = 0;
    long w1 = 0;
    long w2 = 0;
    long w3 = 0;
    for (int group = groups - 1; group >= 0; group--) {
      long free = Mix.mix(seed ^ group);
      long word = 0;
      for (int bit = Ribbon.GROUP - 1; bit >= 0; bit--) {
        w3 = (w3 << 1) | (w2 >>> 63);
        w2 = (w2 << 1) | (w1 >>> 63);
        w1 = (w1 << 1) | (w0 >>> 63);
        w0 <<= 1;
        int row = (group * Ribbon.GROUP + bit) * WORDS;
        long sum =
            (rows[row] & w0) ^ (rows[row + 1] & w1) ^ (rows[row + 2] & w2) ^ (rows[row + 3] & w3);
        long value =
            rows[row] == 0
                ? (free >>> bit) & 1
                : (Long.bitCount(sum) & 1) ^ ((rightSides[group] >>> bit) & 1);
        w0 |= value;
        word |= value << bit;
      }
      words[group * columns + column] = word;
    }
  }
}

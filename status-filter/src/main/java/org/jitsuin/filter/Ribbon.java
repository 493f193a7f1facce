package org.jitsuin.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The linear equations of a ribbon filter (Dillinger and Walzer 2021): each serial number is one,
 * over 256 neighbouring slots of a bit vector. A vector is stored by groups of 64 slots; of each
 * group the words of all its columns stand side by side.
 */
public final class Ribbon {
  /** How many neighbouring slots an equation is about. */
  public static final int WIDTH = 256;

  /** The slots of a group. */
  public static final int GROUP = 64;

  /** The fewest groups that hold an equation. */
  public static final int FEWEST_GROUPS = WIDTH / GROUP;

  private static final int WORDS = WIDTH / GROUP;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Ribbon() {}

  /**
   * Returns the first slot of an equation.
   *
   * @param level 1 or 2
   * @param groups of the vector
   * @param upper the upper half of the hash
   */
  public static int start(int level, int groups, long upper) {
    long place = level == 1 ? upper >>> 32 : upper & 0xffff_ffffL;
    long starts = (long) groups * GROUP - WIDTH + 1;
    return (int) ((place * starts) >>> 32);
  }

  /**
   * Returns 64 of the coefficients of an equation, the first slot's in the lowest bit.
   *
   * @param level 1 or 2
   * @param word 0 to 3
   * @param lower the lower half of the hash
   */
  public static long coefficients(int level, int word, long lower) {
    long bits = Mix.mix(lower + (WORDS * (level - 1) + word + 1) * Mix.STEP);
    return word == 0 ? bits | 1 : bits;
  }

  /**
   * Returns whether an equation gives zero in every column.
   *
   * @param octets that hold the vector, all of it: nothing is checked here
   * @param offset where it begins
   * @param columns how many it has
   */
  public static boolean isZero(
      byte[] octets, int offset, int level, int groups, int columns, long upper, long lower) {
    int start = start(level, groups, upper);
    int shift = start & (GROUP - 1);
    long c0 = coefficients(level, 0, lower);
    long c1 = coefficients(level, 1, lower);
    long c2 = coefficients(level, 2, lower);
    long c3 = coefficients(level, 3, lower);
    // Shifted to whole groups: five words of the vector count, of which the last may be none.
    long d0 = c0 << shift;
    long d1 = (c1 << shift) | carried(c0, shift);
    long d2 = (c2 << shift) | carried(c1, shift);
    long d3 = (c3 << shift) | carried(c2, shift);
    long d4 = carried(c3, shift);
    int step = columns * Long.BYTES;
    int place = offset + start / GROUP * step;
    for (int column = 0; column < columns; column++, place += Long.BYTES) {
      long sum =
          (d0 & word(octets, place))
              ^ (d1 & word(octets, place + step))
              ^ (d2 & word(octets, place + 2 * step))
              ^ (d3 & word(octets, place + 3 * step));
      if (shift != 0) {
        sum ^= d4 & word(octets, place + 4 * step);
      }
      if ((Long.bitCount(sum) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The bits that leave a word at its upper end; none where it is not shifted. */
  private static long carried(long word, int shift) {
    return (word >>> 1) >>> (GROUP - 1 - shift);
  }

  private static long word(byte[] octets, int place) {
    return (long) WORD.get(octets, place);
  }
}

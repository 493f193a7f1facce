package org.jitsuin.filter.build;

import org.jitsuin.filter.Ribbon;

/**
 * How large a level is.
 *
 * @param groups of 64 slots
 */
record Level(int groups) {
  /**
   * What a level of few equations has more slots than equations, and what it takes more of many.
   */
  private static final double LEAST_SPARE = 0.006;

  private static final double SPARE_BY_DOUBLING = 0.0013;
  private static final double FEW = 10_000;

  /** How much larger it is tried again. */
  private static final double LARGER = 1.008;

  /** Returns one for so many equations, as small as most of them can be solved in. */
  static Level of(int equations) {
    double doublings = equations > FEW ? Math.log(equations / FEW) / Math.log(2) : 0;
    double slots = equations * (1 + LEAST_SPARE + SPARE_BY_DOUBLING * doublings);
    return new Level(Math.max(Ribbon.FEWEST_GROUPS, (int) Math.ceil(slots / Ribbon.GROUP)));
  }

  Level larger() {
    return new Level(Math.max(groups + 1, (int) Math.ceil(groups * LARGER)));
  }

  int octets() {
    return groups * Long.BYTES;
  }
}

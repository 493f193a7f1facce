package org.jitsuin.bench.measure;

import java.util.Optional;

/**
 * A figure that was measured.
 *
 * @param name such as {@code issue.rate}; never changed
 * @param unit of value and limit, such as {@code 1/s} or {@code ms}
 * @param limit the raw limit of the same machine in the same run, where there is one; positive
 * @param goal what it shall reach, where that was set
 */
public record Figure(
    String name, double value, String unit, Optional<Double> limit, Optional<Goal> goal) {
  public Figure {
    if (!Double.isFinite(value) || limit.filter(l -> !Double.isFinite(l) || l <= 0).isPresent()) {
      throw new IllegalArgumentException(name + " was not measured");
    }
  }

  /** A figure that has neither limit nor goal. */
  public static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, Optional.empty(), Optional.empty());
  }

  /** The same figure beside a limit. */
  public Figure withLimit(double raw) {
    return new Figure(name, value, unit, Optional.of(raw), goal);
  }

  /** The same figure with a goal. */
  public Figure withGoal(Goal set) {
    return new Figure(name, value, unit, limit, Optional.of(set));
  }

  /** The value's share of the limit. */
  public Optional<Double> ratio() {
    return limit.map(l -> value / l);
  }
}

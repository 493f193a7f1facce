package org.jitsuin.bench.measure;

import java.util.Locale;

/** The goal that a figure shall reach on a machine of two cores. */
public sealed interface Goal {
  /** A share of the limit. */
  record Ratio(double least) implements Goal {}

  /** The value itself, at least. */
  record Value(double least) implements Goal {}

  /** The value itself, at the most. */
  record Limit(double most) implements Goal {}

  /** Returns whether the figure reaches the goal; not if the limit that it needs is missing. */
  default boolean isReached(Figure figure) {
    return switch (this) {
      case Ratio(double least) -> figure.ratio().filter(ratio -> ratio >= least).isPresent();
      case Value(double least) -> figure.value() >= least;
      case Limit(double most) -> figure.value() <= most;
    };
  }

  /** Returns a text for people, such as {@code ratio ≥ 0.70}. */
  default String text() {
    return switch (this) {
      case Ratio(double least) -> String.format(Locale.ROOT, "ratio ≥ %.2f", least);
      case Value(double least) -> String.format(Locale.ROOT, "≥ %,.0f", least);
      case Limit(double most) -> String.format(Locale.ROOT, "≤ %,.0f", most);
    };
  }
}

package org.jitsuin.ca.store;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Conditions by which repeated work passes over rows of a kind that only a newer release knows: its
 * servers do that work, and those of this release go on with all else.
 */
final class KnownValues {
  private KnownValues() {}

  /**
   * The condition that a column holds a value of this release.
   *
   * @param id how a value stands in the column: letters and hyphens
   */
  static <T> String in(String column, T[] values, Function<T, String> id) {
    return Arrays.stream(values)
        .map(id)
        .map(KnownValues::quoted)
        .collect(Collectors.joining(", ", column + " IN (", ")"));
  }

  private static String quoted(String id) {
    if (!id.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("no id: " + id);
    }
    return "'" + id + "'";
  }
}

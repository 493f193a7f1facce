package org.jitsuin.ca.store;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Finds rows by keys of two columns with one index look-up for each pair. A row constructor would
 * be as exact, but no index serves it; two lists would look up every possible pair.
 */
final class PairCondition {
  private final String condition;
  private final List<Map.Entry<Object, List<Object>>> groups;

  private PairCondition(String condition, List<Map.Entry<Object, List<Object>>> groups) {
    this.condition = condition;
    this.groups = groups;
  }

  /**
   * @param keys at least one
   * @param first the column that is compared, and a key's value of it
   */
  static <K> PairCondition of(
      Collection<K> keys,
      String first,
      Function<K, Object> firstValue,
      String second,
      Function<K, Object> secondValue) {
    List<Map.Entry<Object, List<Object>>> groups =
        List.copyOf(
            keys.stream()
                .collect(
                    Collectors.groupingBy(
                        firstValue, Collectors.mapping(secondValue, Collectors.toList())))
                .entrySet());
    String condition =
        IntStream.range(0, groups.size())
            .mapToObj(i ->
                String.format(
                    Locale.ROOT, "%s = :first%d AND %s IN (<second%d>)", first, i, second, i))
            .collect(Collectors.joining(" OR ", "(", ")"));
    return new PairCondition(condition, groups);
  }

  /** Returns the condition in parentheses, to be joined with others. */
  String sql() {
    return condition;
  }

  <S extends SqlStatement<S>> S bind(S statement) {
    for (int i = 0; i < groups.size(); i++) {
      statement
          .bind("first" + i, groups.get(i).getKey())
          .bindList("second" + i, groups.get(i).getValue());
    }
    return statement;
  }
}
